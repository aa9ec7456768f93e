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
 * Writes made-up transfers, always the same for the same numbers:
 *
 * <pre>{@code
 * java TransferData.java <requests> <accounts> <file.csv.gz>
 * }</pre>
 *
 * <p>A request is made every second. The first ones pay cash into every account, and one in ten of
 * those behind them do. One in eight requests is sent again, once to three times within five
 * minutes, as its client heard nothing; one in a hundred is sent again after 50 to 70 minutes. What
 * is sent arrives within a minute, one in two hundred within 15. One in a thousand asks for
 * nothing.
 */
public final class TransferData {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final long accounts;
    private final Writer out;

    private TransferData(long accounts, Writer out) {
        this.accounts = accounts;
        this.out = out;
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
    }

    static void write(long requests, long accounts, Path file) throws IOException {
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)),
                                StandardCharsets.UTF_8))) {
            out.write("request_id,payer,payee,cents,made,sent,arrived\n");
            TransferData data = new TransferData(accounts, out);
            for (long request = 0; request < requests; request++) {
                data.request(request);
            }
        }
    }

    private void request(long request) throws IOException {
        long made = START + request * SECOND;
        attempt(request, made, chance(request, 0, 2 * SECOND), 1);
        if (chance(request, 2, 8) == 0) {
            for (long again = 0; again <= chance(request, 3, 3); again++) {
                attempt(request, made, 2 * SECOND + chance(request, 4 + again, 5 * MINUTE), 8);
            }
        }
        if (chance(request, 7, 100) == 0) {
            attempt(request, made, 50 * MINUTE + chance(request, 8, 20 * MINUTE), 9);
        }
    }

    private void attempt(long request, long made, long after, long salt) throws IOException {
        long mixed = chance(request, salt * 31 + after, Long.MAX_VALUE);
        boolean slow = mixed % 200 == 7;
        long sent = made + after;
        long arrived = sent + mixed / 200 % (slow ? 15 * MINUTE : MINUTE);
        boolean paidIn = request < accounts || chance(request, 10, 10) == 0;
        long payee = request < accounts ? request : chance(request, 11, accounts);
        long payer = (payee + 1 + chance(request, 12, accounts - 1)) % accounts;
        long cents = chance(request, 13, 1_000) == 0 ? 0 : 1 + chance(request, 14, 10_000);
        out.write(
                "r%d,%s,a%d,%d,%s,%s,%s\n"
                        .formatted(
                                request,
                                paidIn ? "cash" : "a" + payer,
                                payee,
                                paidIn ? 5 * cents : cents,
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
