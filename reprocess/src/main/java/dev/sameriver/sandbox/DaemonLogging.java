package dev.sameriver.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The log configuration of the Java servers: they write to their standard output. */
final class DaemonLogging {

    private static final String NAME = "daemon-log4j2.properties";

    private DaemonLogging() {}

    static Path file(Layout layout) {
        return layout.conf(NAME);
    }

    static void write(Layout layout) throws IOException {
        try (InputStream text = DaemonLogging.class.getResourceAsStream(NAME)) {
            if (text == null) {
                throw new IOException("The resource " + NAME + " is missing from the class path");
            }
            TextFile.write(file(layout), new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
