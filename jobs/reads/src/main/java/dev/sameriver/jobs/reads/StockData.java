package dev.sameriver.jobs.reads;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes made-up movements of stock and reads of it, always the same for the same number:
 *
 * <pre>{@code
 * java StockData.java <movements> <folder>
 * }</pre>
 *
 * <p>Pieces of one of 40 items move every 30 seconds. What is sent arrives within 30 seconds, one
 * in 200 within 30 minutes; one movement in 1,000 is of no known kind, and one is of no pieces. For
 * every 20 movements, a device subscribes to an item, loses its connection after 20 to 60 minutes,
 * is away for up to an hour, one in ten for up to eight, subscribes again from the last answer that
 * it had, and cancels later on. An answer is there when the movement's clock has passed it, ten
 * minutes behind. For every 5 movements, a device asks once for what there is. One in eight reads
 * is sent again within five minutes, one in 500 does not say who asks.
 *
 * <p>Movements are written in the order of their arrival, so that a movement's offset, in a log of
 * one partition, is the number of its line. The positions that devices name count on that.
 */
public final class StockData {

    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long STEP = 30 * SECOND;
    private static final long BOUND = 10 * MINUTE;
    private static final int ITEMS = 40;

    private record Moved(
            long number, long time, long arrived, long item, String kind, long pieces) {}

    private final Writer reads;

    /** In the order of their arrival. */
    private final List<Moved> moved = new ArrayList<>();

    /** Which of them are never applied, as they are late or dead. */
    private final List<Boolean> lost = new ArrayList<>();

    private StockData(long movements, Writer reads) {
        this.reads = reads;
        for (long movement = 0; movement < movements; movement++) {
            long time = START + movement * STEP + chance(movement, 0, STEP);
            String kind =
                    chance(movement, 1, 1_000) == 0
                            ? "count"
                            : List.of("in", "in", "out", "out", "out", "reserve", "release")
                                    .get((int) chance(movement, 2, 7));
            moved.add(
                    new Moved(
                            movement,
                            time,
                            time + delay(movement, 3),
                            chance(movement, 5, ITEMS),
                            kind,
                            chance(movement, 7, 1_000) == 0 ? 0 : 1 + chance(movement, 6, 12)));
        }
        moved.sort(Comparator.comparingLong(Moved::arrived).thenComparingLong(Moved::number));
        long greatest = START;
        for (Moved one : moved) {
            boolean dead = one.kind().equals("count") || one.pieces() == 0;
            lost.add(one.time() < greatest - BOUND || dead);
            greatest = Math.max(greatest, one.time());
        }
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Path.of(arguments[1]));
    }

    static void write(long movements, Path folder) throws IOException {
        try (Writer stock = writer(folder.resolve("movements.csv.gz"));
                Writer reads = writer(folder.resolve("reads.csv.gz"))) {
            StockData data = new StockData(movements, reads);
            stock.write("item,kind,pieces,moved,arrived\n");
            for (Moved one : data.moved) {
                stock.write(
                        "i%d,%s,%d,%s,%s\n"
                                .formatted(
                                        one.item(),
                                        one.kind(),
                                        one.pieces(),
                                        Instant.ofEpochMilli(one.time()),
                                        Instant.ofEpochMilli(one.arrived())));
            }
            reads.write("id,reader,item,kind,position,made,sent,arrived\n");
            for (long device = 0; device < movements / 20; device++) {
                data.session(device, movements * STEP);
            }
            for (long read = 0; read < movements / 5; read++) {
                long made = START + chance(read, 20, movements * STEP);
                data.read("p" + read, read % 100, chance(read, 21, ITEMS), "point", "", made);
            }
        }
    }

    private static Writer writer(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }

    private void session(long device, long span) throws IOException {
        long item = chance(device, 30, ITEMS);
        long began = START + chance(device, 31, span);
        long gone = began + 20 * MINUTE + chance(device, 32, 40 * MINUTE);
        boolean longer = chance(device, 33, 10) == 0;
        long back = gone + chance(device, 34, (longer ? 8 : 1) * 60 * MINUTE);
        long end = back + 20 * MINUTE + chance(device, 35, 40 * MINUTE);
        String id = "s" + device + "-";
        read(id + 1, device, item, "subscribe", "", began);
        read(id + 2, device, item, "subscribe", seen(item, began, gone - BOUND), back);
        read(id + 3, device, item, "cancel", "", end);
    }

    /** The position of the last answer to a subscription that was there by a time. */
    private String seen(long item, long began, long time) {
        int last = -1;
        for (int offset = 0; offset < moved.size(); offset++) {
            Moved one = moved.get(offset);
            boolean told =
                    one.item() == item
                            && one.time() <= time
                            && !lost.get(offset)
                            && (one.kind().equals("in") || one.kind().equals("out"));
            if (told && (last < 0 || one.time() > moved.get(last).time())) {
                last = offset;
            }
        }
        return last < 0
                ? Instant.ofEpochMilli(began).toString()
                : Instant.ofEpochMilli(moved.get(last).time()) + "/movements/0/0/" + last + "/0";
    }

    private void read(String id, long device, long item, String kind, String position, long made)
            throws IOException {
        long salt = id.hashCode();
        String reader = chance(salt, 40, 500) == 0 ? "" : "d" + device;
        String start = "%s,%s,i%d,%s,%s".formatted(id, reader, item, kind, position);
        attempt(start, made, made, salt);
        if (chance(salt, 41, 8) == 0) {
            attempt(start, made, made + 2 * SECOND + chance(salt, 42, 5 * MINUTE), salt + 1);
        }
    }

    private void attempt(String start, long made, long sent, long salt) throws IOException {
        reads.write(
                "%s,%s,%s,%s\n"
                        .formatted(
                                start,
                                Instant.ofEpochMilli(made),
                                Instant.ofEpochMilli(sent),
                                Instant.ofEpochMilli(sent + delay(salt, 43))));
    }

    private static long delay(long of, long salt) {
        boolean slow = chance(of, salt, 200) == 0;
        return chance(of, salt + 100, slow ? 30 * MINUTE : 30 * SECOND);
    }

    /** A number from 0 on, below {@code bound}, that looks like chance and is none. */
    private static long chance(long of, long salt, long bound) {
        long mixed = (of * 1_000_003L + salt + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 29;
        return (mixed >>> 1) % bound;
    }
}
