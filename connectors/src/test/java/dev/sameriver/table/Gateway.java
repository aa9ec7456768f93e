package dev.sameriver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.table.gateway.service.session.SessionManager;

/** Flink's SQL gateway in this process, and one session of it, spoken to by HTTP. */
final class Gateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqlGateway gateway;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String session;

    Gateway(Configuration configuration) throws Exception {
        int port = freePort();
        configuration.setString("sql-gateway.endpoint.rest.address", "localhost");
        configuration.setString("sql-gateway.endpoint.rest.port", String.valueOf(port));
        configuration.setString("sql-gateway.endpoint.rest.bind-port", String.valueOf(port));
        this.gateway =
                new SqlGateway(
                        configuration,
                        SessionManager.create(new DefaultContext(configuration, List.of())));
        gateway.start();
        this.address = "http://localhost:" + port;
        this.session = post("/v2/sessions", Map.of()).get("sessionHandle").asText();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The rows of a statement, each as its fields in JSON. */
    List<String> run(String sql) throws Exception {
        String operation =
                post("/v2/sessions/" + session + "/statements", Map.of("statement", sql))
                        .get("operationHandle")
                        .asText();
        String next =
                "/v2/sessions/" + session + "/operations/" + operation + "/result/0?rowFormat=JSON";
        List<String> rows = new ArrayList<>();
        while (true) {
            JsonNode result = send(HttpRequest.newBuilder(URI.create(address + next)).GET());
            if (result.path("resultType").asText().equals("NOT_READY")) {
                Thread.sleep(50);
                continue;
            }
            result.path("results").path("data").forEach(row -> rows.add("" + row.get("fields")));
            if (!result.hasNonNull("nextResultUri")) {
                return rows;
            }
            next = result.get("nextResultUri").asText();
        }
    }

    private JsonNode post(String path, Map<String, String> body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        gateway.stop();
    }
}
