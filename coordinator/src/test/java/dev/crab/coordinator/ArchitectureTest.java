package dev.crab.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.crab.coordinator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule layers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app")
          .definedBy("dev.crab.coordinator.app..")
          .layer("http")
          .definedBy("dev.crab.coordinator.http..")
          .layer("kafka")
          .definedBy("dev.crab.coordinator.kafka..")
          .layer("live")
          .definedBy("dev.crab.coordinator.live..")
          .layer("domain")
          .definedBy("dev.crab.coordinator.domain..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("live")
          .mayOnlyBeAccessedByLayers("app", "http", "kafka");

  @ArchTest
  static final ArchRule domainKnowsItselfAndTheContract =
      classes()
          .that()
          .resideInAPackage("dev.crab.coordinator.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.crab.coordinator.domain..",
              "dev.crab.schemas.avro..",
              "dev.crab.schemas.id..",
              "java.lang..",
              "java.util..",
              "java.time..",
              "org.apache.avro..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule domainIsPure =
      noClasses()
          .that()
          .resideInAPackage("dev.crab.coordinator.domain..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.InstantSource")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule othersAreStrangers =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crab.bpf..", "dev.crab.probe..", "dev.crab.classifier..", "dev.crab.worker..");
}
