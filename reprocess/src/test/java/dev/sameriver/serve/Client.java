package dev.sameriver.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A reader of a read service. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Client(int port) {
        this.port = port;
    }

    Response get(String path, String... headers) throws IOException, InterruptedException {
        return new Response(
                http.send(request(path, headers), HttpResponse.BodyHandlers.ofString()));
    }

    CompletableFuture<Response> begin(String path) {
        return http.sendAsync(request(path), HttpResponse.BodyHandlers.ofString())
                .thenApply(Response::new);
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** What came back. */
    record Response(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        JsonNode json() {
            try {
                return JSON.readTree(http.body());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Not JSON: " + http.body(), e);
            }
        }

        String detail() {
            return json().path("detail").asText();
        }

        JsonNode rows() {
            return json().path("rows");
        }

        int version() {
            return Integer.parseInt(header("Sameriver-Version"));
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }
}
