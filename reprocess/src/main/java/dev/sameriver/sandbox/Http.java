package dev.sameriver.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Reads JSON from a server on loopback. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 3_000;

    private Http() {}

    /** The body of a GET, parsed. */
    static JsonNode json(String address, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://" + address + path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return JSON.readTree(body);
        } finally {
            connection.disconnect();
        }
    }

    /**
     * An attribute of a bean of a Hadoop daemon; a missing node if it has no such bean. No other
     * attribute is asked for: those that a daemon does not have yet it would write to its log, each
     * with a stack trace.
     */
    static JsonNode attribute(String address, String bean, String name) throws IOException {
        return json(address, "/jmx?get=" + bean + "::" + name).path("beans").path(0).path(name);
    }
}
