package dev.crab.deploy.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's REST API. Uses the oldest HTTP client of the JDK: a command makes one call, and
 * the newer one brings a selector thread and an executor with it.
 */
public final class ApiClient {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONNECT_MILLIS = 3_000;

  private final URI base;

  public ApiClient(URI base) {
    this.base = base;
  }

  public JsonNode get(String path, Duration patience) {
    return call("GET", path, null, patience);
  }

  public JsonNode post(String path, JsonNode body, Duration patience) {
    return call("POST", path, body, patience);
  }

  public JsonNode delete(String path, Duration patience) {
    return call("DELETE", path, null, patience);
  }

  /** One part of a path, escaped. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode call(String method, String path, @Nullable JsonNode body, Duration patience) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod(method);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
      connection.setRequestProperty("accept", "application/json");
      if (body != null) {
        send(connection, body);
      }
      return answer(connection);
    } catch (SocketTimeoutException e) {
      throw new DeployException(
          Category.FINDING,
          method
              + " "
              + base.resolve(path)
              + ": expected an answer within "
              + patience.toSeconds()
              + " s; found none",
          "look at the instance with: deploy/crab status",
          e);
    } catch (IOException e) {
      throw new DeployException(
          Category.UNAVAILABLE,
          "expected an instance on " + base + "; found " + e.getMessage(),
          "start one with: deploy/crab up",
          e);
    }
  }

  private static void send(HttpURLConnection connection, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    connection.setDoOutput(true);
    connection.setRequestProperty("content-type", "application/json");
    connection.setFixedLengthStreamingMode(bytes.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(bytes);
    }
  }

  private static JsonNode answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    boolean good = status < 400;
    try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
      JsonNode document = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      if (good) {
        return document;
      }
      throw refusal(status, document.path("error"));
    } catch (JsonProcessingException e) {
      throw DeployException.finding(
          connection.getURL() + ": expected JSON; found HTTP " + status + " with something else",
          "check that this is Crab's coordinator");
    }
  }

  private static DeployException refusal(int status, JsonNode error) {
    Category category =
        switch (status) {
          case 400 -> Category.USAGE;
          case 502, 503, 504 -> Category.UNAVAILABLE;
          default -> Category.FINDING;
        };
    StringBuilder message = new StringBuilder(error.path("message").asText("HTTP " + status));
    error.path("mismatches").forEach(found -> message.append("; ").append(found.asText()));
    return new DeployException(category, message.toString(), error.path("remedy").asText(""), null);
  }
}
