package dev.crab.classifier.state;

import dev.crab.classifier.domain.Content;
import dev.crab.classifier.domain.EffectKind;
import dev.crab.classifier.domain.FileTrack;
import dev.crab.classifier.domain.FileTrack.Naming;
import dev.crab.classifier.domain.FileTrack.Node;
import dev.crab.classifier.domain.FileTrack.Work;
import dev.crab.classifier.domain.Place;
import dev.crab.classifier.domain.ReasonCode;

/** One file track. */
final class FileTrackCodec {
  private static final int VERSION = 1;

  private FileTrackCodec() {}

  static byte[] bytes(FileTrack track) {
    Naming naming = track.naming();
    Node node = track.node();
    Work work = track.work();
    return new Packer(VERSION)
        .integer(track.slot())
        .text(track.path())
        .flag(naming.absentAtStart())
        .flag(naming.present())
        .constant(naming.kind())
        .optionalText(naming.movedFrom())
        .optionalConstant(naming.pin())
        .constant(node.content())
        .flag(node.fresh())
        .flag(node.home())
        .number(node.device())
        .number(node.inode())
        .constant(node.place())
        .number(work.calls())
        .number(work.bytes())
        .flag(work.mapped())
        .bytes();
  }

  static FileTrack track(byte[] bytes) {
    Unpacker in = new Unpacker(bytes, VERSION);
    int slot = in.integer();
    String path = in.text();
    Naming naming =
        new Naming(
            in.flag(),
            in.flag(),
            in.constant(EffectKind.class),
            in.optionalText(),
            in.optionalConstant(ReasonCode.class));
    Node node =
        new Node(
            in.constant(Content.class),
            in.flag(),
            in.flag(),
            in.number(),
            in.number(),
            in.constant(Place.class));
    return new FileTrack(slot, path, naming, node, new Work(in.number(), in.number(), in.flag()));
  }
}
