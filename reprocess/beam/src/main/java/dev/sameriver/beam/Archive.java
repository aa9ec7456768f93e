package dev.sameriver.beam;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.log.Clock;
import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * A log's past as its archive lists it, read anew: which segments there are, and what a partition's
 * greatest time was before each. That is reckoned from the times of the segments before it, not
 * taken from what the manifest says of it.
 */
final class Archive {

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArchiveFiles files;
    private final LogFile log;
    private final TreeMap<Integer, List<SegmentLine>> partitions;

    private Archive(
            ArchiveFiles files, LogFile log, TreeMap<Integer, List<SegmentLine>> partitions) {
        this.files = files;
        this.log = log;
        this.partitions = partitions;
    }

    /**
     * Opens a log's archive.
     *
     * @param root the archive's address
     * @throws UserError if it has no such log, or cannot be read
     */
    static Archive open(String root, String log) {
        String folder = root.replaceFirst("/+$", "") + "/" + log;
        ArchiveFiles files = new ArchiveFiles(folder);
        try {
            LogFile file = JSON.readValue(files.text("log.json"), LogFile.class);
            requireFormat(file.version(), folder);
            return new Archive(files, file, segments(files, folder));
        } catch (FileNotFoundException e) {
            throw new UserError(
                    "A log must be in the archive, but there is no "
                            + folder
                            + "/log.json: check --archive and the view.",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    "The archive must be readable, but log "
                            + log
                            + " in --archive "
                            + root
                            + " is not ("
                            + e.getMessage()
                            + "): check the address, and that it is up.",
                    e);
        }
    }

    private static TreeMap<Integer, List<SegmentLine>> segments(ArchiveFiles files, String folder)
            throws IOException {
        TreeMap<Integer, List<SegmentLine>> partitions = new TreeMap<>();
        for (String commit : commits(files)) {
            String[] lines = files.text("manifest/" + commit).split("\n");
            CommitLine head = JSON.readValue(lines[0], CommitLine.class);
            requireFormat(head.version(), folder);
            if (head.snapshot()) {
                partitions.clear();
            }
            // The last line is the hash of those before it.
            for (int i = 1; i < lines.length - 1; i++) {
                SegmentLine segment = JSON.readValue(lines[i], SegmentLine.class);
                partitions
                        .computeIfAbsent(segment.partition(), partition -> new ArrayList<>())
                        .add(segment);
            }
        }
        for (List<SegmentLine> segments : partitions.values()) {
            segments.sort(
                    Comparator.comparingInt(SegmentLine::generation)
                            .thenComparingLong(SegmentLine::firstOffset));
            requireWithoutGaps(segments);
        }
        return partitions;
    }

    /** The names of the commits, in order, but for those before the last snapshot of all. */
    private static List<String> commits(ArchiveFiles files) throws IOException {
        List<String> names =
                files.names("manifest/*.json").stream()
                        .filter(name -> name.matches("[0-9]{20}\\.json"))
                        .toList();
        for (int i = names.size() - 1; i > 0; i--) {
            String head = files.text("manifest/" + names.get(i)).lines().findFirst().orElse("{}");
            if (JSON.readValue(head, CommitLine.class).snapshot()) {
                return names.subList(i, names.size());
            }
        }
        return names;
    }

    private static void requireFormat(int version, String folder) throws IOException {
        if (version != FORMAT) {
            throw new IOException(folder + " is of format " + version + ", and not of " + FORMAT);
        }
    }

    private static void requireWithoutGaps(List<SegmentLine> segments) throws IOException {
        for (int i = 1; i < segments.size(); i++) {
            if (!segments.get(i).follows(segments.get(i - 1))) {
                throw new IOException(
                        segments.get(i).path()
                                + " does not go on where "
                                + segments.get(i - 1).path()
                                + " ends");
            }
        }
    }

    /** The log's current schema. */
    Schema schema() {
        return schema(log.schema());
    }

    /**
     * The least clock over all partitions at the log's end; {@link Clock#NONE} if one of them has
     * no record.
     *
     * @param bound the disorder bound in milliseconds
     */
    long horizon(long bound) {
        int count = log.partitions();
        if (!partitions.isEmpty()) {
            count = Math.max(count, partitions.lastKey() + 1);
        }
        long least = Long.MAX_VALUE;
        for (int partition = 0; partition < count; partition++) {
            long greatest = Clock.NONE;
            for (SegmentLine segment : partitions.getOrDefault(partition, List.of())) {
                greatest = later(greatest, segment);
            }
            least = Math.min(least, greatest);
        }
        return least == Clock.NONE ? Clock.NONE : least - bound;
    }

    /**
     * What is to be read of the archive.
     *
     * @param range what the run is over; segments without a record of it are left out, unless they
     *     have dead records, whose times nobody knows
     */
    List<SegmentPlan> plan(Range range) {
        List<SegmentPlan> plan = new ArrayList<>();
        partitions.forEach(
                (partition, segments) -> {
                    long greatest = Clock.NONE;
                    boolean unborn = partition >= log.partitions();
                    for (SegmentLine segment : segments) {
                        if (segment.dead() > 0 || mayHold(range, segment)) {
                            plan.add(
                                    new SegmentPlan(
                                            files.address(segment.path()),
                                            segment,
                                            schema(segment.schema()).toString(),
                                            greatest,
                                            unborn));
                        }
                        greatest = later(greatest, segment);
                        unborn &= segment.heartbeats() == 0;
                    }
                });
        return plan;
    }

    /** The least event time of all; {@link Long#MAX_VALUE} if there is no record. */
    long earliest() {
        return partitions.values().stream()
                .flatMap(List::stream)
                .map(SegmentLine::minTime)
                .filter(time -> time != null)
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long later(long greatest, SegmentLine segment) {
        Long maxTime = segment.maxTime();
        return maxTime == null ? greatest : Math.max(greatest, maxTime);
    }

    private static boolean mayHold(Range range, SegmentLine segment) {
        Long least = segment.minTime();
        Long greatest = segment.maxTime();
        return least != null && greatest != null && range.meets(least, greatest);
    }

    private Schema schema(String fingerprint) {
        String path = "schemas/" + fingerprint + ".avsc";
        try {
            return new Schema.Parser().parse(files.text(path));
        } catch (IOException | RuntimeException e) {
            throw new UserError(
                    "A log's schemas must be in its archive, but "
                            + files.address(path)
                            + " cannot be read ("
                            + e.getMessage()
                            + "): restore it from a copy.",
                    e);
        }
    }
}
