package dev.crab.deploy.registry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.serde.AvroSerdes;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry as Confluent's own client and serializer see it. */
class SchemaRegistryIT {
  private static final AvroSchema FIRST = schema("{\"name\":\"a\",\"type\":\"int\"}");
  private static final AvroSchema SECOND =
      schema("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
  private static final AvroSchema BROKEN = schema("{\"name\":\"a\",\"type\":\"string\"}");

  @TempDir Path folder;

  private static AvroSchema schema(String fields) {
    return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  @Test
  void shouldServeConfluentsClientAndKeepIdsWhenRestarted() throws Exception {
    int first;
    int second;
    try (SchemaRegistry registry = SchemaRegistry.start(folder, 0)) {
      CachedSchemaRegistryClient client = client(registry);
      first = client.register("s", FIRST);
      second = client.register("s", SECOND);
      assertThat(client.updateCompatibility("t", "FULL")).isEqualTo("FULL");
    }

    try (SchemaRegistry registry = SchemaRegistry.start(folder, 0)) {
      CachedSchemaRegistryClient client = client(registry);

      assertThat(client.register("s", SECOND)).isEqualTo(second);
      assertThat(client.getSchemaById(first)).isEqualTo(FIRST);
      assertThat(client.getId("s", FIRST)).isEqualTo(first);
      assertThat(client.getVersion("s", SECOND)).isEqualTo(2);
      assertThat(client.getAllSubjects()).containsExactly("s");
      assertThat(client.getAllVersions("s")).containsExactly(1, 2);
      assertThat(client.getLatestSchemaMetadata("s").getId()).isEqualTo(second);
      assertThat(client.getCompatibility("t")).isEqualTo("FULL");
      assertThat(client.getMode()).isEqualTo("READWRITE");
      assertThat(client.testCompatibility("s", BROKEN)).isFalse();
      assertThat(client.testCompatibilityVerbose("s", BROKEN)).isNotEmpty();
      assertThat(client.deleteSchemaVersion("s", "2")).isEqualTo(2);
    }
  }

  @Test
  void shouldGiveConfluentsErrorCodesWhenItRefuses() throws Exception {
    try (SchemaRegistry registry = SchemaRegistry.start(folder, 0)) {
      CachedSchemaRegistryClient client = client(registry);
      client.register("s", FIRST);

      assertRefused(() -> client.register("s", BROKEN), 409, 409);
      assertRefused(() -> client.getLatestSchemaMetadata("none"), 404, 40401);
      assertRefused(() -> client.getSchemaMetadata("s", 7), 404, 40402);
      assertRefused(() -> client.getSchemaById(77), 404, 40403);
      assertRefused(() -> client.getCompatibility("s"), 404, 40408);
      assertRefused(() -> client.updateCompatibility("s", "SOME"), 422, 42203);
    }
  }

  private interface Call {
    Object run() throws Exception;
  }

  private static void assertRefused(Call call, int status, int code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            RestClientException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getErrorCode()).isEqualTo(code);
            });
  }

  @Test
  void shouldCarryOurSerdesWhenRecordsAreWritten() throws Exception {
    try (SchemaRegistry registry = SchemaRegistry.start(folder, 0);
        Serde<Request> serde = new AvroSerdes(registry.url()).serde(Request.class)) {
      Request request = new Request("r", RequestKind.RESTORE, "s1", null, null, 4L, 5L);

      byte[] bytes = serde.serializer().serialize("crab.requests", request);

      assertThat(bytes[0]).isZero();
      assertThat(serde.deserializer().deserialize("crab.requests", bytes)).isEqualTo(request);
    }
  }

  @Test
  void shouldAnswerWithTheRegistrysContentTypeWhenAskedByHand() throws Exception {
    try (SchemaRegistry registry = SchemaRegistry.start(folder, 0)) {
      HttpResponse<String> types = get(registry, "/schemas/types");
      HttpResponse<String> unknown = get(registry, "/nowhere");
      HttpResponse<String> badVersion = get(registry, "/subjects/s/versions/zero");
      HttpResponse<String> slashed = get(registry, "/subjects/a%2Fb/versions");

      assertThat(types.body()).isEqualTo("[\"AVRO\"]");
      assertThat(types.headers().firstValue("content-type"))
          .contains("application/vnd.schemaregistry.v1+json");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(badVersion.body()).contains("42202");
      assertThat(slashed.body()).contains("'a/b'");
    }
  }

  private static HttpResponse<String> get(SchemaRegistry registry, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(registry.url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static CachedSchemaRegistryClient client(SchemaRegistry registry) {
    return new CachedSchemaRegistryClient(registry.url(), 100);
  }
}
