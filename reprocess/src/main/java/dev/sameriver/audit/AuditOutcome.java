package dev.sameriver.audit;

import dev.sameriver.archive.Finding;
import dev.sameriver.compare.Comparison;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found. It passed if the archive is sound and all three sides have the same rows.
 */
public final class AuditOutcome {

    private final VersionKey key;
    private final String table;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final @Nullable Sample sample;
    private final ArchiveState archive;
    private final @Nullable AuditedSides sides;
    private final List<Difference> differences;

    /**
     * Rows in which a derivation differs from what is served.
     *
     * @param side which derivation: {@code replay} or {@code beam}
     * @param places where the trees of hashes differ
     * @param comparison the rows, with the events behind them; null if they could not be named
     * @param whyNot why they could not; null if they could
     */
    record Difference(
            String side,
            List<HashDifference> places,
            @Nullable Comparison comparison,
            @Nullable String whyNot) {}

    /**
     * @param sides null if the archive is damaged, as nothing was derived then
     */
    AuditOutcome(
            VersionKey key,
            String table,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Sample sample,
            ArchiveState archive,
            @Nullable AuditedSides sides,
            List<Difference> differences) {
        this.key = key;
        this.table = table;
        this.from = from;
        this.to = to;
        this.sample = sample;
        this.archive = archive;
        this.sides = sides;
        this.differences = List.copyOf(differences);
    }

    /** The version that was audited. */
    public VersionKey key() {
        return key;
    }

    /** Whether nothing is wrong. */
    public boolean passed() {
        return archive.findings().isEmpty() && differences.isEmpty();
    }

    /** What the registry is told: passed or failed. */
    public String result() {
        return passed() ? Version.AUDIT_PASSED : Version.AUDIT_FAILED;
    }

    /** What of the archive is not as it was written. */
    public List<Finding> findings() {
        return archive.findings();
    }

    /** The rows in which derivations differ from what is served, where they could be named. */
    public List<Comparison> comparisons() {
        return differences.stream()
                .map(Difference::comparison)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    @Nullable Instant from() {
        return from;
    }

    @Nullable Instant to() {
        return to;
    }

    @Nullable Sample sample() {
        return sample;
    }

    ArchiveState archive() {
        return archive;
    }

    /** By name, in order; empty if the archive is damaged. */
    Map<String, AuditedRows.Summary> sides() {
        return sides == null ? Map.of() : sides.byName();
    }

    List<Difference> differences() {
        return differences;
    }

    /** The outcome as lines for people, without the rows that differ. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  table %s, windows%s to %s%s"
                        .formatted(
                                key,
                                table,
                                from == null ? "" : " from " + from,
                                to == null ? "their end" : to,
                                sample == null ? "" : ", keys: " + sample));
        for (ArchiveState.Log log : archive.logs()) {
            lines.add(
                    "log %s  commit %d, %d segments (%d read back), %d rows, root %s"
                            .formatted(
                                    log.name(),
                                    log.imprint().commit(),
                                    log.segments(),
                                    log.read(),
                                    log.tree().rows(),
                                    log.tree().hash()));
        }
        archive.findings().forEach(finding -> lines.add("damaged  " + finding));
        sides().forEach(
                        (side, rows) ->
                                lines.add(
                                        "%-6s  final rows=%d sha256=%s"
                                                .formatted(
                                                        side,
                                                        rows.digest().rows(),
                                                        rows.digest().sha256())));
        for (Difference difference : differences) {
            if (difference.whyNot != null) {
                lines.add(
                        "%-6s  differs from what is served in %d places, whose rows could not be named (%s)"
                                .formatted(
                                        difference.side,
                                        difference.places.size(),
                                        difference.whyNot));
            }
        }
        return lines;
    }
}
