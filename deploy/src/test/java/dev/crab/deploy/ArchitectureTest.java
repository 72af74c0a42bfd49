package dev.crab.deploy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions between modules, and inside this one. */
@AnalyzeClasses(packages = "dev.crab", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OURS = "dev.crab..";
  private static final String SCHEMAS = "dev.crab.schemas..";
  private static final String NATIVE = "dev.crab.bpf..";

  @ArchTest static final ArchRule schemasDependOnNothingOfOurs = only(SCHEMAS, SCHEMAS);

  @ArchTest static final ArchRule nativeDependsOnNothingOfOurs = only(NATIVE, NATIVE);

  @ArchTest
  static final ArchRule probeMeetsOthersInSchemas =
      only("dev.crab.probe..", "dev.crab.probe..", SCHEMAS, NATIVE);

  @ArchTest
  static final ArchRule classifierMeetsOthersInSchemas =
      only("dev.crab.classifier..", "dev.crab.classifier..", SCHEMAS);

  @ArchTest
  static final ArchRule coordinatorMeetsOthersInSchemas =
      only("dev.crab.coordinator..", "dev.crab.coordinator..", SCHEMAS);

  @ArchTest
  static final ArchRule workerMeetsOthersInSchemas =
      only("dev.crab.worker..", "dev.crab.worker..", SCHEMAS, NATIVE);

  @ArchTest
  static final ArchRule nothingDependsOnDeploy =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackage("dev.crab.deploy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.crab.deploy..");

  @ArchTest
  static final ArchRule onlyTheDoctorOfThisModuleSeesNative =
      noClasses()
          .that()
          .resideInAPackage("dev.crab.deploy..")
          .and()
          .resideOutsideOfPackage("dev.crab.deploy.doctor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(NATIVE);

  @ArchTest
  static final ArchRule onlyTheInstanceKnowsTheApplications =
      noClasses()
          .that()
          .resideInAPackage("dev.crab.deploy..")
          .and()
          .resideOutsideOfPackage("dev.crab.deploy.instance..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crab.probe..",
              "dev.crab.classifier..",
              "dev.crab.coordinator..",
              "dev.crab.worker..");

  @ArchTest
  static final ArchRule registryRulesArePure =
      classes()
          .that()
          .resideInAPackage("dev.crab.deploy.registry.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.crab.deploy.registry.domain..",
              "java.lang..",
              "java.util",
              "java.util.function..",
              "java.util.stream..",
              "org.apache.avro",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule registryAdaptersDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("dev.crab.deploy.registry.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.crab.deploy.registry.http..", "dev.crab.deploy.registry.app..");

  @ArchTest
  static final ArchRule theCommandLineIsLight =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.crab.deploy.cli..",
              "dev.crab.deploy.client..",
              "dev.crab.deploy.screen..",
              "dev.crab.deploy.daemon..",
              "dev.crab.deploy.port..",
              "dev.crab.deploy.doctor..",
              "dev.crab.deploy.failure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "kafka..",
              "io.vertx..",
              "ch.qos.logback..",
              "org.slf4j..",
              "org.apache.avro..",
              "java.net.http..");

  private static ArchRule only(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat(resideInAPackage(OURS).and(resideOutsideOfPackages(to)));
  }
}
