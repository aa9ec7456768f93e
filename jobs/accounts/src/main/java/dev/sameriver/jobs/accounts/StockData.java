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
 * Writes made-up deliveries and orders, always the same for the same numbers:
 *
 * <pre>{@code
 * java StockData.java <requests> <items> <file.csv.gz>
 * }</pre>
 *
 * <p>Every second one to five pieces of an item are ordered, or one in twelve times up to 40 are
 * delivered; the first requests deliver 20 of every item. Of ten orders one is cancelled, and eight
 * are shipped, after 2 to 40 minutes, or one in forty times after two hours, when the order has
 * ended; one in fifty of these requests names any item. One in eight requests is sent again within
 * five minutes. What is sent arrives within a minute, one in two hundred within 15. One in a
 * thousand orders asks for no pieces.
 */
public final class StockData {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final long items;
    private final Writer out;

    private StockData(long items, Writer out) {
        this.items = items;
        this.out = out;
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
    }

    static void write(long requests, long items, Path file) throws IOException {
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)),
                                StandardCharsets.UTF_8))) {
            out.write("request_id,item,act,order_id,pieces,made,sent,arrived\n");
            StockData data = new StockData(items, out);
            for (long request = 0; request < requests; request++) {
                data.request(request);
            }
        }
    }

    private void request(long request) throws IOException {
        long made = START + request * SECOND;
        if (request < items) {
            send(request, "d" + request, "i" + request, "deliver", "", 20, made);
            return;
        }
        String item = "i" + chance(request, 0, items);
        if (chance(request, 1, 12) == 0) {
            long pieces = 1 + chance(request, 2, 40);
            send(request, "d" + request, item, "deliver", "", pieces, made);
            return;
        }
        String order = "o" + request;
        long pieces = chance(request, 3, 1_000) == 0 ? 0 : 1 + chance(request, 4, 5);
        send(request, order, item, "order", "", pieces, made);
        long fate = chance(request, 5, 10);
        if (fate < 9) {
            boolean tooLate = chance(request, 6, 40) == 0;
            long after = tooLate ? 120 * MINUTE : 2 * MINUTE + chance(request, 7, 38 * MINUTE);
            String act = fate == 0 ? "cancel" : "ship";
            String named = chance(request, 8, 50) == 0 ? "i" + chance(request, 9, items) : item;
            send(request + 1, order + "-" + act, named, act, order, 0, made + after);
        }
    }

    private void send(
            long salt, String id, String item, String act, String order, long pieces, long made)
            throws IOException {
        String start = "%s,%s,%s,%s,%d".formatted(id, item, act, order, pieces);
        attempt(salt, start, made, chance(salt, 10, 2 * SECOND));
        if (chance(salt, 11, 8) == 0) {
            attempt(salt, start, made, 2 * SECOND + chance(salt, 12, 5 * MINUTE));
        }
    }

    private void attempt(long salt, String start, long made, long after) throws IOException {
        long sent = made + after;
        boolean slow = chance(salt, 20 + after, 200) == 0;
        long arrived = sent + chance(salt, 21 + after, slow ? 15 * MINUTE : MINUTE);
        out.write(
                "%s,%s,%s,%s\n"
                        .formatted(
                                start,
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
