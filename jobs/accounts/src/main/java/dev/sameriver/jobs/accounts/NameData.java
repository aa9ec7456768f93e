package dev.sameriver.jobs.accounts;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/**
 * Writes made-up requests for usernames, always the same for the same numbers:
 *
 * <pre>{@code
 * java NameData.java <requests> <names> <file.csv.gz>
 * }</pre>
 *
 * <p>A request is made every second: one of three members claims a name that all three want, or one
 * in four times releases it, whether or not they have it. One in eight requests is sent again, once
 * or twice within five minutes; one in a hundred is sent again after 50 to 70 minutes. What is sent
 * arrives within a minute, one in two hundred within 15. One in a thousand does not say who asks.
 */
public final class NameData {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final long names;
    private final Writer out;

    private NameData(long names, Writer out) {
        this.names = names;
        this.out = out;
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
    }

    static void write(long requests, long names, Path file) throws IOException {
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)),
                                StandardCharsets.UTF_8))) {
            out.write("request_id,name,member,act,made,sent,arrived\n");
            NameData data = new NameData(names, out);
            for (long request = 0; request < requests; request++) {
                data.request(request);
            }
        }
    }

    private void request(long request) throws IOException {
        attempt(request, chance(request, 0, 2 * SECOND));
        if (chance(request, 1, 8) == 0) {
            for (long again = 0; again <= chance(request, 2, 2); again++) {
                attempt(request, 2 * SECOND + chance(request, 3 + again, 5 * MINUTE));
            }
        }
        if (chance(request, 5, 100) == 0) {
            attempt(request, 50 * MINUTE + chance(request, 6, 20 * MINUTE));
        }
    }

    private void attempt(long request, long after) throws IOException {
        long made = START + request * SECOND;
        long sent = made + after;
        boolean slow = chance(request, 20 + after, 200) == 0;
        long arrived = sent + chance(request, 21 + after, slow ? 15 * MINUTE : MINUTE);
        long name = chance(request, 7, names);
        boolean nobody = chance(request, 8, 1_000) == 0;
        out.write(
                "r%d,n%d,%s,%s,%s,%s,%s\n"
                        .formatted(
                                request,
                                name,
                                nobody ? "" : "m" + (3 * name + chance(request, 9, 3)),
                                chance(request, 10, 4) == 0 ? "release" : "claim",
                                Instant.ofEpochMilli(made),
                                Instant.ofEpochMilli(sent),
                                Instant.ofEpochMilli(arrived)));
    }

    /** A number from 0 on, below {@code bound}, that looks like chance and is none. */
    private static long chance(long request, long salt, long bound) {
        long mixed = (request * 1_000_003L + salt + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 29;
        return (mixed >>> 1) % bound;
    }
}
