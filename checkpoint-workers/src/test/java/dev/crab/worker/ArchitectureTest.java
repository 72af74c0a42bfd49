package dev.crab.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.crab.worker");

  @Test
  void shouldKeepTheDomainPure() {
    noClasses()
        .that()
        .resideInAPackage("dev.crab.worker.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "io.vertx..",
            "com.google.protobuf..",
            "java.nio.file..",
            "java.io..",
            "java.net..",
            "java.lang.foreign..",
            "org.slf4j..",
            "dev.crab.worker.sandbox..",
            "dev.crab.worker.criu..",
            "dev.crab.worker.snapshot..",
            "dev.crab.worker.store..",
            "dev.crab.worker.probe..",
            "dev.crab.worker.run..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void shouldKnowTheAppOnlyFromTheApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.crab.worker.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.crab.worker.app..")
        .check(CLASSES);
  }

  @Test
  void shouldKnowTheRunnersOnlyFromTheAppAndTheConnections() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.crab.worker.sandbox..",
            "dev.crab.worker.criu..",
            "dev.crab.worker.snapshot..",
            "dev.crab.worker.store..",
            "dev.crab.worker.probe..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.crab.worker.run..", "dev.crab.worker.kafka..", "dev.crab.worker.http..")
        .check(CLASSES);
  }
}
