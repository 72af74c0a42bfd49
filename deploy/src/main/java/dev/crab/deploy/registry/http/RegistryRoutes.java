package dev.crab.deploy.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.registry.domain.Outcome;
import dev.crab.deploy.registry.domain.RegistryQueries;
import dev.crab.deploy.registry.domain.RegistryRules;
import dev.crab.deploy.registry.domain.RegistryState;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;

/** Which rule answers which path. */
public final class RegistryRoutes {
  private static final long LARGEST_BODY = 1 << 20;

  private final Vertx vertx;
  private final RuleRunner runner;
  private final Router router;

  private RegistryRoutes(Vertx vertx, RuleRunner runner) {
    this.vertx = vertx;
    this.runner = runner;
    this.router = Router.router(vertx);
  }

  /** All routes of the registry. */
  public static Router router(Vertx vertx, RuleRunner runner) {
    RegistryRoutes routes = new RegistryRoutes(vertx, runner);
    routes.router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    routes.constants();
    routes.schemas();
    routes.subjects();
    routes.versions();
    routes.levels();
    routes.compatibility();
    routes.failures();
    return routes.router;
  }

  private void constants() {
    constant("/", RegistryResponse.JSON.createObjectNode());
    constant("/schemas/types", RegistryResponse.list(List.of("AVRO")));
    constant("/mode", RegistryResponse.field("mode", "READWRITE"));
    constant("/mode/:subject", RegistryResponse.field("mode", "READWRITE"));
  }

  private void schemas() {
    on(
        HttpMethod.GET,
        "/schemas/ids/:id",
        (request, state) ->
            request.withId(
                id ->
                    RegistryQueries.schema(state, id)
                        .map(found -> field("schema", found.getFirst().schema().canonical()))));
    on(
        HttpMethod.GET,
        "/schemas/ids/:id/versions",
        (request, state) ->
            request.withId(id -> RegistryQueries.schema(state, id).map(RegistryResponse::places)));
  }

  private void subjects() {
    on(
        HttpMethod.GET,
        "/subjects",
        (request, state) ->
            RegistryQueries.subjects(state, request.flag("deleted")).map(RegistryResponse::list));
    on(
        HttpMethod.POST,
        "/subjects/:subject",
        (request, state) ->
            request.withSchema(
                schema ->
                    RegistryQueries.lookup(
                            state, request.subject(), schema, request.flag("deleted"))
                        .map(RegistryResponse::version)));
    on(
        HttpMethod.GET,
        "/subjects/:subject/versions",
        (request, state) ->
            RegistryQueries.versions(state, request.subject(), request.flag("deleted"))
                .map(RegistryResponse::list));
    on(
        HttpMethod.POST,
        "/subjects/:subject/versions",
        (request, state) ->
            request.withSchema(
                schema ->
                    RegistryRules.register(state, request.subject(), schema)
                        .map(id -> field("id", id))));
  }

  private void versions() {
    String path = "/subjects/:subject/versions/:version";
    on(
        HttpMethod.GET,
        path,
        (request, state) ->
            request.withVersion(
                name ->
                    RegistryQueries.version(state, request.subject(), name, request.flag("deleted"))
                        .map(RegistryResponse::version)));
    on(
        HttpMethod.DELETE,
        path,
        (request, state) ->
            request.withVersion(
                name ->
                    RegistryRules.delete(state, request.subject(), name, request.flag("permanent"))
                        .map(number -> RegistryResponse.JSON.getNodeFactory().numberNode(number))));
  }

  private void levels() {
    on(
        HttpMethod.GET,
        "/config",
        (request, state) ->
            RegistryQueries.level(state).map(level -> field("compatibilityLevel", level)));
    on(
        HttpMethod.GET,
        "/config/:subject",
        (request, state) ->
            RegistryQueries.level(state, request.subject(), request.flag("defaultToGlobal"))
                .map(level -> field("compatibilityLevel", level)));
    on(HttpMethod.PUT, "/config", (request, state) -> setLevel(request, Optional.empty()));
    on(
        HttpMethod.PUT,
        "/config/:subject",
        (request, state) -> setLevel(request, Optional.of(request.subject())));
  }

  private static Outcome<JsonNode> setLevel(RegistryRequest request, Optional<String> subject) {
    return RegistryRules.setLevel(subject, request.text("compatibility").orElse(""))
        .map(level -> field("compatibility", level));
  }

  private void compatibility() {
    on(
        HttpMethod.POST,
        "/compatibility/subjects/:subject/versions",
        (request, state) ->
            request.withSchema(
                schema ->
                    RegistryRules.compatibility(state, request.subject(), Optional.empty(), schema)
                        .map(broken -> compatible(request, broken))));
    on(
        HttpMethod.POST,
        "/compatibility/subjects/:subject/versions/:version",
        (request, state) ->
            request.withVersion(
                name ->
                    request.withSchema(
                        schema ->
                            RegistryRules.compatibility(
                                    state, request.subject(), Optional.of(name), schema)
                                .map(broken -> compatible(request, broken)))));
  }

  private static JsonNode compatible(RegistryRequest request, List<String> broken) {
    return RegistryResponse.compatible(broken, request.flag("verbose"));
  }

  private void failures() {
    for (int status : new int[] {400, 404, 405, 413, 500}) {
      router.errorHandler(
          status,
          context ->
              RegistryResponse.send(
                  context, status, RegistryResponse.error(status, "HTTP " + status)));
    }
  }

  private static JsonNode field(String name, Object value) {
    return RegistryResponse.field(name, value);
  }

  private void constant(String path, JsonNode document) {
    router.get(path).handler(context -> RegistryResponse.send(context, 200, document));
  }

  /** The rule runs on a worker thread: it may wait for the disk. */
  private void on(HttpMethod method, String path, Rule rule) {
    router
        .route(method, path)
        .handler(
            context -> {
              RegistryRequest request = new RegistryRequest(context);
              vertx
                  .executeBlocking(() -> runner.run(state -> rule.answer(request, state)))
                  .onSuccess(outcome -> RegistryResponse.send(context, outcome))
                  .onFailure(context::fail);
            });
  }

  /** Answers one request from the state. */
  private interface Rule {
    Outcome<JsonNode> answer(RegistryRequest request, RegistryState state);
  }
}
