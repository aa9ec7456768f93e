package dev.sameriver.job;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A log of readings in a folder, with what is strange in it, and what an hourly view must give. */
final class StrangeLog {

    static final long HOUR = 3_600_000;

    private static final Schema READING =
            SchemaBuilder.record("Reading")
                    .fields()
                    .optionalString("key")
                    .optionalLong("amount")
                    .requiredLong("at")
                    .endRecord();

    private final String root;
    private final LogArchive archive;
    private final List<List<LogRow>> partitions = new ArrayList<>();

    private StrangeLog(String root, LogArchive archive) {
        this.root = root;
        this.archive = archive;
        for (int i = 0; i < archive.definition().partitions(); i++) {
            partitions.add(new ArrayList<>());
        }
    }

    static StrangeLog create(Path folder, int partitions) throws IOException {
        String root = folder.toUri().toString();
        LogDefinition definition = LogDefinition.of("readings", partitions, "at", "key", null, "");
        return new StrangeLog(
                root, LogArchive.create(root, new Configuration(), definition, READING));
    }

    Settings settings() {
        return Settings.of(Map.of(Settings.ARCHIVE, root));
    }

    void event(int partition, long time, @Nullable String key, @Nullable Long amount) {
        GenericData.Record reading = new GenericData.Record(READING);
        reading.put("key", key);
        reading.put("amount", amount);
        reading.put("at", time);
        add(partition, LogRow.event(size(partition), time, null, reading));
    }

    void heartbeat(int partition, long time) {
        add(partition, LogRow.heartbeat(size(partition), time));
    }

    void dead(int partition) {
        add(partition, LogRow.dead(size(partition), new byte[] {1}, "cannot be read"));
    }

    /** Writes all rows, each partition in several segments. */
    void seal(int segments) throws IOException {
        for (int partition = 0; partition < partitions.size(); partition++) {
            List<LogRow> rows = partitions.get(partition);
            for (int i = 0; i < segments; i++) {
                int from = rows.size() * i / segments;
                int to = rows.size() * (i + 1) / segments;
                if (from < to) {
                    commit(partition, rows.subList(from, to));
                }
            }
        }
    }

    /**
     * What a view of hours must give, from the rules alone: CSV lines of key, start, end, count and
     * sum, sorted; and behind them the three sums.
     */
    List<String> hours(long bound) {
        TreeMap<String, long[]> windows = new TreeMap<>();
        long counted = 0;
        long late = 0;
        long dead = 0;
        long horizon = Long.MAX_VALUE;
        for (List<LogRow> rows : partitions) {
            long greatest = Clock.NONE;
            for (LogRow row : rows) {
                long clock = greatest == Clock.NONE ? Clock.NONE : greatest - bound;
                if (row.kind() != RecordKind.DEAD) {
                    greatest = Math.max(greatest, row.time());
                }
                if (row.kind() == RecordKind.HEARTBEAT) {
                    continue;
                }
                if (row.event() == null
                        || row.event().get("key") == null
                        || row.event().get("amount") == null) {
                    dead++;
                    continue;
                }
                long start = Math.floorDiv(row.time(), HOUR) * HOUR;
                if (start + HOUR <= clock) {
                    late++;
                    continue;
                }
                counted++;
                long[] sums =
                        windows.computeIfAbsent(
                                row.event().get("key") + "," + start, any -> new long[3]);
                sums[0] = start + HOUR;
                sums[1]++;
                sums[2] += (Long) row.event().get("amount");
            }
            horizon = Math.min(horizon, greatest == Clock.NONE ? greatest : greatest - bound);
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, long[]> window : windows.entrySet()) {
            long[] sums = window.getValue();
            if (sums[0] <= horizon) {
                lines.add(window.getKey() + "," + sums[0] + "," + sums[1] + "," + sums[2]);
            }
        }
        lines.sort(null);
        lines.add(counted + " counted, " + late + " late, " + dead + " dead");
        return lines;
    }

    private int size(int partition) {
        return partitions.get(partition).size();
    }

    private void add(int partition, LogRow row) {
        partitions.get(partition).add(row);
    }

    private void commit(int partition, List<LogRow> rows) throws IOException {
        Manifest manifest = archive.manifest();
        try (SegmentWriter writer =
                archive.writer(
                        0,
                        partition,
                        rows.get(0).offset(),
                        manifest.greatest(partition),
                        READING)) {
            for (LogRow row : rows) {
                writer.write(row);
            }
            archive.commit(List.of(writer.finish(writer.nextOffset())));
        }
    }
}
