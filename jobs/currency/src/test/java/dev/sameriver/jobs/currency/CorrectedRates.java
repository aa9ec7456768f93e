package dev.sameriver.jobs.currency;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The rates, and one more record that corrects the dollar's of 10 February. */
final class CorrectedRates {

    static final double RATE = 1.5;

    private static final Instant OF = Instant.parse("2016-02-10T15:00:00Z");
    private static final Instant NEXT = Instant.parse("2016-02-11T15:00:00Z");

    private CorrectedRates() {}

    /** Writes them into a file of that name, where the correction is received at this time. */
    static Path write(Path file, Instant received) throws IOException {
        try (BufferedReader rates =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(
                                                Files.newInputStream(
                                                        Path.of(
                                                                "src/main/data/rates-2016.csv.gz"))),
                                        StandardCharsets.UTF_8));
                BufferedWriter out =
                        new BufferedWriter(
                                new OutputStreamWriter(
                                        new GZIPOutputStream(Files.newOutputStream(file)),
                                        StandardCharsets.UTF_8))) {
            rates.transferTo(out);
            out.write("%s,%s,USD,%s\n".formatted(OF, received, RATE));
        }
        return file;
    }

    /** Whether a purchase is to meet the corrected rate. */
    static boolean meet(String currency, Instant bought) {
        return currency.equals("USD") && !bought.isBefore(OF) && bought.isBefore(NEXT);
    }
}
