package dev.crab.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may load the classes of our records. From 1.12.1 on Avro refuses to make
 * objects of any class it was not told to trust, so whoever reads records without {@link
 * AvroSerdes} calls this first.
 */
public final class TrustedRecords {
  private static final String PACKAGE = "dev.crab.schemas.avro";

  static {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(before, type -> PACKAGE.equals(type.getPackageName())));
  }

  private TrustedRecords() {}

  /** Once is enough; more often does no harm. */
  public static void trust() {
    // The static initializer above has run when this is reached.
  }

  /** Whether Avro may load this record's class. */
  public static boolean trusts(Class<? extends SpecificRecord> type) {
    return ClassSecurityValidator.getGlobal().isTrusted(type);
  }
}
