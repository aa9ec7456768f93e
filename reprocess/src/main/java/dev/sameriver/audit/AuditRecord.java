package dev.sameriver.audit;

import dev.sameriver.archive.Finding;
import dev.sameriver.compare.Comparison;
import dev.sameriver.compare.RowDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an audit's record says: what was checked, and what was found. */
public final class AuditRecord {

    /** Grows with every change of what is in a record. */
    private static final int FORMAT = 3;

    private AuditRecord() {}

    /**
     * Signs the record of an audit.
     *
     * @param jarHash the SHA-256 of the view's jar
     * @param who who audited, as in {@code ada@workstation}
     */
    public static SignedRecord of(
            AuditOutcome outcome, String jarHash, String who, Instant at, AuditKey key) {
        Map<String, @Nullable Object> record = new HashMap<>();
        record.put("format", FORMAT);
        record.put("view", outcome.key().view());
        record.put("version", outcome.key().version());
        record.put("jar", jarHash);
        record.put("from", text(outcome.from()));
        record.put("to", text(outcome.to()));
        record.put("sample", text(outcome.sample()));
        record.put("checkedAt", at.toString());
        record.put("who", who);
        record.put("logs", outcome.archive().logs().stream().map(AuditRecord::log).toList());
        record.put("damage", outcome.findings().stream().map(AuditRecord::finding).toList());
        record.put("sides", sides(outcome));
        record.put(
                "differences",
                outcome.differences().stream().map(AuditRecord::difference).toList());
        record.put("result", outcome.result());
        return SignedRecord.sign(record, key);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Map<String, Object> log(ArchiveState.Log log) {
        Map<String, Object> said = new HashMap<>(SeenLog.said(log.imprint()));
        said.put("log", log.name());
        said.put("read", log.read());
        said.put("commit", log.imprint().commit());
        said.put("head", log.imprint().head());
        said.put("segments", log.segments());
        said.put("rows", log.tree().rows());
        said.put("root", log.tree().hash());
        return said;
    }

    private static Map<String, Object> finding(Finding finding) {
        return Map.of(
                "log", finding.log(),
                "file", finding.file(),
                "row", finding.row(),
                "offset", finding.offset(),
                "what", finding.what());
    }

    private static Map<String, Object> sides(AuditOutcome outcome) {
        Map<String, Object> sides = new HashMap<>();
        outcome.sides()
                .forEach(
                        (side, rows) ->
                                sides.put(
                                        side,
                                        Map.of(
                                                "rows", rows.digest().rows(),
                                                "sha256", rows.digest().sha256(),
                                                "root", rows.tree().hash())));
        return sides;
    }

    private static Map<String, @Nullable Object> difference(AuditOutcome.Difference difference) {
        Map<String, @Nullable Object> said = new HashMap<>();
        said.put("side", difference.side());
        said.put("hours", difference.places().size());
        said.put("whyNot", difference.whyNot());
        Comparison found = difference.comparison();
        if (found != null) {
            said.put("missing", found.missing());
            said.put("extra", found.extra());
            said.put("different", found.different());
            said.put("rows", found.rows().stream().map(AuditRecord::row).toList());
        }
        return said;
    }

    /** A row that differs, with the values of both sides. */
    private static Map<String, @Nullable Object> row(RowDifference row) {
        Map<String, @Nullable Object> said = new HashMap<>();
        said.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        said.put("key", new ArrayList<>(row.key().values()));
        said.put("served", row.left());
        said.put("derived", row.right());
        return said;
    }
}
