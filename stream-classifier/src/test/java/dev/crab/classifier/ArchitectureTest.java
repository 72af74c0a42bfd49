package dev.crab.classifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.crab.classifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule shouldPointFromAppThroughShellsToDomain =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app")
          .definedBy("..classifier.app..")
          .layer("kafka")
          .definedBy("..classifier.kafka..")
          .layer("replay")
          .definedBy("..classifier.replay..")
          .layer("state")
          .definedBy("..classifier.state..")
          .layer("domain")
          .definedBy("..classifier.domain..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("replay")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("kafka")
          .whereLayer("domain")
          .mayOnlyBeAccessedByLayers("kafka", "replay", "state");

  @ArchTest
  static final ArchRule shouldKeepTheDomainPure =
      classes()
          .that()
          .resideInAPackage("..classifier.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.crab.classifier.domain..",
              "dev.crab.schemas.avro..",
              "java.lang..",
              "java.util..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule shouldNotReadAClockOrChance =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..classifier.domain..", "..classifier.state..", "..classifier.replay..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.util.Random.class, java.time.Clock.class);
}
