package dev.crab.probe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.crab.probe", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app")
          .definedBy("..probe.app..")
          .layer("http")
          .definedBy("..probe.http..")
          .layer("bpf")
          .definedBy("..probe.bpf..")
          .layer("kafka")
          .definedBy("..probe.kafka..")
          .layer("domain")
          .definedBy("..probe.domain..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("bpf")
          .mayOnlyBeAccessedByLayers("app", "http");

  @ArchTest
  static final ArchRule PURE_DOMAIN =
      noClasses()
          .that()
          .resideInAPackage("..probe.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.vertx..",
              "java.io..",
              "java.nio..",
              "java.time..",
              "java.net..",
              "dev.crab.bpf..");

  @ArchTest
  static final ArchRule NO_CLOCK_IN_DOMAIN =
      noClasses()
          .that()
          .resideInAPackage("..probe.domain..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
