package dev.crab.worker.domain;

import java.util.Map;

/**
 * One name of a file tree, as far as a snapshot has to bring it back. Strings hold raw bytes, a
 * character each (ISO 8859-1).
 *
 * @param path relative to the tree's root
 * @param mode type and permissions
 * @param firstName number of the entry that is the first name of the same file; its own if single
 * @param device major and minor of a device node, 0 for others
 * @param content digest of the bytes, text of a symlink, empty for others
 * @param attributes extended attributes by name, sorted
 */
public record TreeEntry(
    String path,
    int mode,
    int uid,
    int gid,
    long size,
    long modifiedNanos,
    long firstName,
    long device,
    String content,
    Map<String, String> attributes) {}
