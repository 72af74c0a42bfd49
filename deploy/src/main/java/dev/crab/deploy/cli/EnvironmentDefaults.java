package dev.crab.deploy.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each flag --some-flag has its default in CRAB_SOME_FLAG, where that is set. */
final class EnvironmentDefaults implements IDefaultValueProvider {
  private static final Set<String> WITHOUT = Set.of("--help", "--version");

  private final Map<String, String> environment;

  EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || WITHOUT.contains(option.longestName())) {
      return null;
    }
    String value = environment.get(variable(option.longestName()));
    return value == null || value.isEmpty() ? null : value;
  }

  static String variable(String flag) {
    return "CRAB_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
