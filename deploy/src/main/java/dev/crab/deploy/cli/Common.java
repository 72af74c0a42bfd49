package dev.crab.deploy.cli;

import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.client.Running;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Screen.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags every command has. Each flag --some-flag has a default in CRAB_SOME_FLAG. */
final class Common {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "How the result is written: table or json. CRAB_OUTPUT; ${DEFAULT-VALUE}.")
  private Form form = Form.TABLE;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colours: auto (on a terminal), always, never. CRAB_COLOR; ${DEFAULT-VALUE}.")
  private When color = When.AUTO;

  @Mixin private DataOption data = new DataOption();

  @Mixin
  @SuppressWarnings("unused")
  private HelpOption help = new HelpOption();

  /** When colours are used. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** Where the data folder is. */
  static final class DataOption {
    @Option(
        names = "--data",
        paramLabel = "FOLDER",
        defaultValue = "/var/lib/crab",
        description = "Data folder of the instance. CRAB_DATA; ${DEFAULT-VALUE}.")
    private Path folder = Path.of("/var/lib/crab");
  }

  Screen screen() {
    return new Screen(
        spec.commandLine().getOut(), spec.commandLine().getErr(), form, wantsColour());
  }

  private boolean wantsColour() {
    return switch (color) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> System.getenv("NO_COLOR") == null && Terminal.is(1);
    };
  }

  Path dataDir() {
    return data.folder.toAbsolutePath().normalize();
  }

  /** The API of the running instance. */
  ApiClient api() {
    return Running.require(dataDir()).api();
  }

  /** What this process's standard files are. */
  static final class Terminal {
    private Terminal() {}

    /** Whether a descriptor is a terminal. */
    static boolean is(int descriptor) {
      String target = target(descriptor);
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.startsWith("/dev/console");
    }

    /** What a descriptor points to, as the kernel names it; empty if unknown. */
    static String target(int descriptor) {
      try {
        return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
            .toString();
      } catch (IOException | UnsupportedOperationException unknown) {
        return "";
      }
    }
  }
}
