package dev.crab.coordinator.http;

import io.vertx.core.json.JsonObject;

/** A refusal, as the caller gets it: what was expected, what was found, what to do. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String remedy;
  private final String details;

  private ApiError(int status, String code, String message, String remedy, JsonObject details) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
    this.details = details.encode();
  }

  static ApiError badRequest(String message, String remedy) {
    return new ApiError(400, "bad_request", message, remedy, new JsonObject());
  }

  static ApiError notFound(String code, String message, String remedy) {
    return new ApiError(404, code, message, remedy, new JsonObject());
  }

  static ApiError conflict(String code, String message, String remedy) {
    return new ApiError(409, code, message, remedy, new JsonObject());
  }

  static ApiError unavailable(String code, String message, String remedy) {
    return new ApiError(503, code, message, remedy, new JsonObject());
  }

  static ApiError of(int status, String code, String message, String remedy) {
    return new ApiError(status, code, message, remedy, new JsonObject());
  }

  /**
   * @param more further fields of the error
   */
  ApiError with(JsonObject more) {
    return new ApiError(status, code, String.valueOf(getMessage()), remedy, more);
  }

  int status() {
    return status;
  }

  JsonObject body() {
    JsonObject error =
        new JsonObject().put("code", code).put("message", getMessage()).put("remedy", remedy);
    return new JsonObject().put("error", error.mergeIn(new JsonObject(details)));
  }
}
