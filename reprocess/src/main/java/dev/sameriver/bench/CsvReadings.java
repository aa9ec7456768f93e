package dev.sameriver.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * A CSV file of readings, which follows from its number of events alone: 10,000 stations, about a
 * thousand readings a second, each up to a minute late.
 */
final class CsvReadings {

    static final String TIME = "time";
    static final String KEY = "station";

    private static final String HEADER = "time,station,value,temperature,status\n";
    private static final String[] STATUS = {"ok", "ok", "ok", "low battery", "recalibrated"};
    private static final long START = 1_767_225_600L; // 2026-01-01T00:00Z
    private static final int STATIONS = 10_000;

    private CsvReadings() {}

    /** Makes the file if it is not there. */
    static Path make(Path directory, long events) throws IOException {
        Path file = Files.createDirectories(directory).resolve("readings-" + events + ".csv");
        if (Files.exists(file)) {
            return file;
        }
        Path unfinished = Files.createTempFile(directory, "readings", ".tmp");
        try (BufferedWriter out = Files.newBufferedWriter(unfinished)) {
            out.write(HEADER);
            for (long i = 0; i < events; i++) {
                out.write(line(i));
            }
        }
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(long i) {
        long random = Mix.of(i);
        long late = Long.remainderUnsigned(Mix.of(~i), 60);
        return Instant.ofEpochSecond(START + i / 1_000 - late)
                + ",S"
                + Long.remainderUnsigned(random, STATIONS)
                + ','
                + (random >>> 44)
                + ','
                + (random >>> 54) / 16.0
                + ','
                + STATUS[(int) (random >>> 32 & 0x7fff) % STATUS.length]
                + '\n';
    }
}
