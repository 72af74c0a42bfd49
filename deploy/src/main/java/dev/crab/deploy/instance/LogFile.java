package dev.crab.deploy.instance;

import java.nio.file.Path;

/** Where logback.xml writes to. */
public final class LogFile {
  private static final String PROPERTY = "crab.log";

  private LogFile() {}

  /** To be called before anything logs. */
  public static void use(Path logDir) {
    System.setProperty(PROPERTY, logDir.resolve("crab.log").toString());
    // Kafka brings the API of a second logging library, which would complain on the console that
    // nothing is behind it.
    System.setProperty(
        "log4j2.loggerContextFactory",
        "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
  }
}
