package dev.crab.bpf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.crab.bpf", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule STANDS_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.crab.bpf", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule ONLY_THE_KERNEL_CALLS_NATIVE_METHODS =
      noClasses()
          .that()
          .doNotHaveSimpleName("BpfKernel")
          .and()
          .doNotHaveSimpleName("NativeProbe")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("NativeProbe");
}
