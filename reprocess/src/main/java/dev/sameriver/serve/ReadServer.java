package dev.sameriver.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.view.UserError;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The read service.
 *
 * <p>An example: {@code try (ReadServer server = ReadServer.start(settings, "127.0.0.1", 0, 10))}
 * serves on {@code server.port()} until it is closed.
 */
public final class ReadServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadServer.class);

    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String VERSION = "Sameriver-Version";
    private static final String POSITION = "Sameriver-Position";

    private static final int MOST_WAITING = 1_000;

    /** How long a stop waits for reads that have begun. */
    private static final long STOP_MILLIS = 10_000;

    private final HikariDataSource connections;
    private final Reads reads;
    private final WaitingReads waiting;
    private final Javalin http;

    private ReadServer(HikariDataSource connections) {
        this.connections = connections;
        this.reads = new Reads(connections);
        this.waiting = new WaitingReads(reads, connections.getMaximumPoolSize(), MOST_WAITING);
        this.http = Javalin.create(ReadServer::configure);
        http.before(context -> context.header("Cache-Control", "no-store"));
        http.get(Endpoint.VIEWS.path(), this::views);
        http.get(Endpoint.ROW.path(), context -> rows(context, Endpoint.ROW));
        http.get(Endpoint.ROWS.path(), context -> rows(context, Endpoint.ROWS));
        http.get(Endpoint.OPENAPI.path(), ReadServer::description);
        http.exception(Problem.class, ReadServer::problem);
        http.exception(HttpResponseException.class, ReadServer::refused);
        http.exception(Exception.class, ReadServer::failed);
    }

    private static void configure(JavalinConfig config) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
    }

    /**
     * Starts the service.
     *
     * @param port 0 for any that is free
     * @param connections how many reads Postgres gets at once, at most
     * @throws UserError if Postgres is away, or the port is taken
     */
    public static ReadServer start(Settings settings, String host, int port, int connections) {
        Registry.open(settings);
        ReadServer server = new ReadServer(ReadPool.open(settings, connections));
        try {
            server.http.start(host, port);
            // Not earlier: a server that did not start would fail to stop within a time.
            server.http.jettyServer().server().setStopTimeout(STOP_MILLIS);
        } catch (JavalinBindException e) {
            server.closeConnections();
            throw new UserError(
                    "A service needs a port of its own, but --host "
                            + host
                            + " --port "
                            + port
                            + " is taken or not allowed: give another one, or 0 for any.",
                    e);
        }
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** Takes no new reads, lets those that have begun end, and stops. */
    @Override
    public void close() {
        waiting.stopWaiting();
        http.stop();
        closeConnections();
    }

    private void closeConnections() {
        waiting.close();
        connections.close();
    }

    private void views(Context context) {
        checkNoParameters(context);
        json(context, AnswerJson.views(reads.versions()));
    }

    private void rows(Context context, Endpoint endpoint) {
        ReadRequest request =
                ReadRequest.of(
                        endpoint,
                        context.pathParam("view"),
                        context.queryParamMap(),
                        context::header);
        context.future(
                () -> waiting.read(request).thenAccept(answer -> rows(context, request, answer)));
    }

    private static void rows(Context context, ReadRequest request, Answer answer) {
        context.header(VERSION, String.valueOf(answer.version().key().version()));
        context.header(POSITION, answer.version().position().format());
        if (request.oneRow() && answer.rows().isEmpty()) {
            throw new Problem(
                    Problem.NOT_FOUND,
                    "A row must be there to be read, but "
                            + answer.version().key()
                            + " has none with the key "
                            + request.columns()
                            + ": see which there are with rows.");
        }
        json(context, AnswerJson.rows(answer));
    }

    private static void description(Context context) throws IOException {
        checkNoParameters(context);
        try (InputStream file = ReadServer.class.getResourceAsStream("openapi.json")) {
            context.contentType(JSON).result(Objects.requireNonNull(file).readAllBytes());
        }
    }

    private static void checkNoParameters(Context context) {
        if (!context.queryParamMap().isEmpty()) {
            throw new Problem(
                    Problem.BAD_REQUEST,
                    context.path()
                            + " takes no parameters, but was given "
                            + String.join(", ", context.queryParamMap().keySet())
                            + ": leave them out.");
        }
    }

    private static void json(Context context, ObjectNode body) {
        context.contentType(JSON).result(body.toString());
    }

    private static void problem(Problem problem, Context context) {
        problem(context, problem.status(), Objects.toString(problem.getMessage()));
    }

    private static void refused(HttpResponseException refused, Context context) {
        problem(
                context,
                refused.getStatus(),
                "This service answers GET for the paths in /openapi.json, but not "
                        + context.method()
                        + " "
                        + context.path()
                        + ": ask for one of those.");
    }

    private static void failed(Exception failure, Context context) {
        LOG.error("{} failed.", context.path(), failure);
        problem(
                context,
                HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
                failure instanceof UserError
                        ? Objects.toString(failure.getMessage())
                        : "The service failed; its log says why.");
    }

    private static void problem(Context context, int status, String sentence) {
        String title = HttpStatus.forStatus(status).getMessage();
        context.status(status)
                .contentType(PROBLEM_JSON)
                .result(AnswerJson.problem(status, title, sentence).toString());
    }
}
