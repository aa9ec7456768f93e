package dev.sameriver.jobs.fraud;

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
 * Writes made-up purchases and their outcomes, always the same for the same number:
 *
 * <pre>{@code
 * java FraudData.java <purchases> <purchases.csv.gz> <outcomes.csv.gz>
 * }</pre>
 *
 * <p>A purchase is made every minute, from one of 300 IP addresses, by one of 600 buyers, and goes
 * to the address of the bill or, one in six, to one of 60 others. One in ten comes from a ring of
 * 12 IP addresses, 30 e-mail and 10 shipping addresses, whose chargebacks are two in three; of all
 * others they are one in fifty. An outcome comes one to two days after its purchase. What is made
 * arrives within two minutes, one in 200 within two hours. One purchase in 500 has no e-mail
 * address, and one outcome in 1,000 is that of an unknown purchase.
 */
public final class FraudData {

    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final Writer purchases;
    private final Writer outcomes;

    private FraudData(Writer purchases, Writer outcomes) {
        this.purchases = purchases;
        this.outcomes = outcomes;
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    }

    static void write(long count, Path purchases, Path outcomes) throws IOException {
        try (Writer bought = open(purchases);
                Writer became = open(outcomes)) {
            bought.write("purchase,ip,email,billing,shipping,cents,bought,arrived\n");
            became.write("purchase,chargeback,settled,arrived\n");
            FraudData data = new FraudData(bought, became);
            for (long purchase = 0; purchase < count; purchase++) {
                data.purchase(purchase);
            }
        }
    }

    private static Writer open(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }

    private void purchase(long purchase) throws IOException {
        boolean ring = chance(purchase, 0, 10) == 0;
        long buyer = chance(purchase, 1, 600);
        long bought = START + purchase * MINUTE + chance(purchase, 2, MINUTE);
        String ip = "10.0." + (ring ? "9." + chance(purchase, 3, 12) : "1." + buyer % 300);
        String email = "b" + (ring ? 1_000 + chance(purchase, 4, 30) : buyer) + "@example.org";
        String shipping =
                ring
                        ? "box " + chance(purchase, 5, 10)
                        : chance(purchase, 6, 6) == 0
                                ? "friend " + chance(purchase, 7, 60)
                                : "street " + buyer;
        purchases.write(
                "p%d,%s,%s,street %d,%s,%d,%s,%s\n"
                        .formatted(
                                purchase,
                                ip,
                                chance(purchase, 8, 500) == 0 ? "" : email,
                                buyer,
                                shipping,
                                100 + chance(purchase, 9, 30_000),
                                Instant.ofEpochMilli(bought),
                                Instant.ofEpochMilli(bought + delay(purchase, 10))));
        long settled = bought + DAY + chance(purchase, 11, DAY);
        outcomes.write(
                "%s,%s,%s,%s\n"
                        .formatted(
                                (chance(purchase, 12, 1_000) == 0 ? "x" : "p") + purchase,
                                chance(purchase, 13, 150) < (ring ? 100 : 3),
                                Instant.ofEpochMilli(settled),
                                Instant.ofEpochMilli(settled + delay(purchase, 14))));
    }

    private static long delay(long purchase, long salt) {
        boolean slow = chance(purchase, salt + 100, 200) == 0;
        return chance(purchase, salt + 200, slow ? 120 * MINUTE : 2 * MINUTE);
    }

    /** A number from 0 on, below {@code bound}, that looks like chance and is none. */
    private static long chance(long purchase, long salt, long bound) {
        long mixed = (purchase * 1_000_003L + salt + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 29;
        return (mixed >>> 1) % bound;
    }
}
