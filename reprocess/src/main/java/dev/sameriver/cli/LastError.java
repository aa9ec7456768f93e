package dev.sameriver.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a server's log the line that says why it failed: the last error or exception, without
 * its stack trace, as in {@code java.net.BindException: Address already in use}.
 */
final class LastError {

    private static final int TAIL_BYTES = 64 << 10;

    private static final Pattern TRACE = Pattern.compile("\\s+(at |\\.\\.\\. ).*");

    private static final Pattern ERROR =
            Pattern.compile(
                    "(?:Caused by: |Exception in thread \"[^\"]*\""
                            + " )?([\\w.$]+(?:Exception|Error)\\b.*)"
                            + "|(.*\\b(?:ERROR|FATAL|SEVERE)\\b.*)");

    private LastError() {}

    /** The line; the log's last one if it names no error, and empty if there is none. */
    static String of(Path log) {
        String last = "";
        String error = "";
        for (String line : tail(log)) {
            Matcher matcher = ERROR.matcher(line);
            if (line.isBlank() || TRACE.matcher(line).matches()) {
                continue;
            }
            last = line;
            if (matcher.matches()) {
                error = matcher.group(1) == null ? line : matcher.group(1);
            }
        }
        return (error.isEmpty() ? last : error).strip();
    }

    private static List<String> tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] bytes = new byte[TAIL_BYTES];
            int read = Math.max(0, file.read(bytes));
            return new String(bytes, 0, read, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
