package dev.crab.deploy.registry.domain;

import java.util.List;
import java.util.function.Function;

/** What a rule answers. */
public sealed interface Outcome<T> {

  /**
   * Yes.
   *
   * @param events to be made durable, then applied, before the answer is given
   */
  record Accepted<T>(T answer, List<RegistryEvent> events) implements Outcome<T> {}

  /** No; nothing changes. */
  record Refused<T>(ErrorCode code, String message) implements Outcome<T> {}

  /** An answer that changes nothing. */
  static <T> Outcome<T> answer(T answer) {
    return new Accepted<>(answer, List.of());
  }

  /** An answer with what it changes. */
  static <T> Outcome<T> change(T answer, RegistryEvent event) {
    return new Accepted<>(answer, List.of(event));
  }

  static <T> Outcome<T> refuse(ErrorCode code, String message) {
    return new Refused<>(code, message);
  }

  /** The same outcome with its answer in another form. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> form) {
    return switch (this) {
      case Accepted<T> accepted -> new Accepted<>(form.apply(accepted.answer()), accepted.events());
      case Refused<T> refused -> new Refused<>(refused.code(), refused.message());
    };
  }

  /** Goes on with the answer of a question that changes nothing. */
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Accepted<T> accepted -> next.apply(accepted.answer());
      case Refused<T> refused -> new Refused<>(refused.code(), refused.message());
    };
  }
}
