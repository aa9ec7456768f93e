package dev.sameriver.jobs.fraud;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;

/**
 * What the archive holds of the shop, judged and sorted by a plain loop. It shares nothing with
 * what it checks but the archive's reader.
 */
final class ArchivedSales {

    /** A record that counts, as {@code generation/partition/offset}. */
    record Entry(String place, int partition, long offset, long time, GenericRecord values) {

        String text(String column) {
            return String.valueOf(values.get(column));
        }
    }

    private final Map<String, Entry> purchases = new HashMap<>();
    private final List<Entry> outcomes;

    ArchivedSales(String root) throws IOException {
        for (Entry purchase : judged(root, "purchases", 600_000)) {
            if (purchase.values().get("email") != null) {
                purchases.put(purchase.text("purchase"), purchase);
            }
        }
        outcomes = judged(root, "outcomes", 3_600_000);
    }

    private static List<Entry> judged(String root, String log, long bound) throws IOException {
        LogArchive archive = LogArchive.open(root, new Configuration(), log);
        List<Entry> counted = new ArrayList<>();
        Map<Integer, Long> greatest = new HashMap<>();
        for (Segment segment : archive.manifest().segments()) {
            try (SegmentReader reader = archive.open(segment, null, 0)) {
                LogRow row;
                while ((row = reader.next()) != null) {
                    long before = greatest.getOrDefault(segment.partition(), row.time());
                    GenericRecord values = row.event();
                    if (row.kind() == RecordKind.EVENT
                            && values != null
                            && row.time() >= before - bound) {
                        String place = "0/" + segment.partition() + "/" + row.offset();
                        counted.add(
                                new Entry(
                                        place,
                                        segment.partition(),
                                        row.offset(),
                                        row.time(),
                                        values));
                    }
                    greatest.merge(segment.partition(), row.time(), Math::max);
                }
            }
        }
        counted.sort(
                Comparator.comparingLong(Entry::time)
                        .thenComparingInt(Entry::partition)
                        .thenComparingLong(Entry::offset));
        return counted;
    }

    /** The last eight outcomes before a purchase of others with the same value in a column. */
    String outcomesFor(String purchase, String column) {
        Entry scored = purchase(purchase);
        List<String> known = new ArrayList<>();
        for (Entry outcome : outcomes) {
            Entry of = purchases.get(outcome.text("purchase"));
            if (of != null
                    && of.time() <= outcome.time()
                    && outcome.time() < scored.time()
                    && of.text(column).equals(scored.text(column))) {
                known.add(outcome.place() + ":" + verdict(outcome));
            }
        }
        return String.join(" ", known.subList(Math.max(0, known.size() - 8), known.size()));
    }

    private Entry purchase(String number) {
        Entry purchase = purchases.get(number);
        if (purchase == null) {
            throw new AssertionError("no purchase " + number);
        }
        return purchase;
    }

    private static String verdict(Entry outcome) {
        return Boolean.TRUE.equals(outcome.values().get("chargeback")) ? "chargeback" : "paid";
    }
}
