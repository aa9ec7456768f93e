package dev.sameriver.cli;

import dev.sameriver.compare.Comparison;
import dev.sameriver.compare.EventReason;
import dev.sameriver.compare.RowDifference;
import dev.sameriver.compare.RowReason;
import dev.sameriver.compare.RowReason.Cause;
import dev.sameriver.compare.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A comparison as lines for people. */
final class CompareReport {

    private final Comparison found;
    private final List<String> lines = new ArrayList<>();

    private CompareReport(Comparison found) {
        this.found = found;
    }

    static List<String> lines(Comparison found) {
        CompareReport report = new CompareReport(found);
        report.sides();
        report.columns();
        report.rows();
        report.why();
        report.verdict();
        return report.lines;
    }

    private void sides() {
        lines.addAll(TextTable.lines(List.of(side(found.left()), side(found.right()))));
        String from = found.from() == null ? "" : " from " + found.from();
        String to = found.to() == null ? "" : " to " + found.to() + ", final on both sides";
        if (found.sample() != null) {
            lines.add("keys        a sample of " + found.sample() * 100 + "%");
        }
        if (found.to() != null) {
            boolean windows = found.key().contains("window_end");
            lines.add((windows ? "windows    " : "events     ") + from + to);
        }
    }

    private static List<String> side(Comparison.Compared side) {
        return List.of(side.label(), side.origin(), side.rows() + " rows");
    }

    private void columns() {
        lines.add("compared    " + String.join(", ", found.columns()));
        names("added      ", found.added());
        names("removed    ", found.removed());
        names("other types", found.retyped());
        if (found.rowsHashed() > 0) {
            lines.add(
                    "work        "
                            + found.rowsHashed()
                            + " rows hashed in Postgres, "
                            + found.rowsRead()
                            + " read");
        }
    }

    private void names(String what, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(what + " " + String.join(", ", names));
        }
    }

    private void rows() {
        if (!found.rows().isEmpty()) {
            lines.add("");
            lines.addAll(TextTable.lines(table()));
        }
        long more = found.differing() - found.rows().size();
        if (more > 0) {
            lines.add("... and " + more + " more");
        }
    }

    private List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("row"));
        head.addAll(found.key());
        head.addAll(found.columns());
        table.add(head);
        for (RowDifference row : found.rows()) {
            List<String> line = new ArrayList<>(List.of(lower(row.kind())));
            line.addAll(row.key().values());
            found.columns().forEach(column -> line.add(cell(row, column)));
            table.add(line);
        }
        return table;
    }

    private static String cell(RowDifference row, String column) {
        String left = value(row.left(), column);
        String right = value(row.right(), column);
        if (row.left() == null) {
            return right;
        }
        return row.columns().contains(column) ? left + " -> " + right : left;
    }

    private static String value(@Nullable Map<String, @Nullable String> values, String column) {
        return values == null ? "" : Objects.requireNonNullElse(values.get(column), "null");
    }

    private void why() {
        if (found.whyNot() != null) {
            lines.add("");
            lines.add("why they differ was not found out: " + found.whyNot());
        }
        Why why = found.why();
        if (why == null) {
            return;
        }
        lines.add("");
        lines.add(
                why.all()
                        ? "why, of all " + why.looked() + " differing rows:"
                        : "why, of the first " + why.looked() + " differing rows:");
        List<List<String>> causes = new ArrayList<>();
        why.causes().forEach((cause, rows) -> causes.add(List.of(" ", "" + rows, says(cause))));
        lines.addAll(TextTable.lines(causes));
        why.rows().forEach(this::reason);
    }

    private static String says(Cause cause) {
        return switch (cause) {
            case LATE ->
                    "count other events: each that only one side counts was late for the other";
            case EVENTS -> "count other events, and lateness does not explain all of them";
            case CODE -> "count the same events, and make other values of them";
            case STORED -> "are not in a table as its view derives them from the log";
            case UNKNOWN ->
                    "are not known: the archive does not reach them, or neither derives them";
        };
    }

    private void reason(RowReason reason) {
        lines.add("");
        String key = String.join(" ", reason.key().values());
        if (reason.onlyLeft() + reason.onlyRight() == 0) {
            lines.add("%s: events that both count: %d".formatted(key, reason.both()));
            shared(reason);
            return;
        }
        lines.add(
                "%s: events that both count: %d, only %s: %d, only %s: %d"
                        .formatted(
                                key,
                                reason.both(),
                                found.left().label(),
                                reason.onlyLeft(),
                                found.right().label(),
                                reason.onlyRight()));
        reason.events().forEach(event -> lines.add("  " + says(event)));
        long more = reason.onlyLeft() + reason.onlyRight() - reason.events().size();
        if (more > 0) {
            lines.add("  ... and " + more + " more");
        }
    }

    /** Where sides count the same events, these are what a row's values can be checked by. */
    private void shared(RowReason reason) {
        for (RowReason.SharedEvent event : reason.shared()) {
            lines.add(
                    "  counted by both: %s g%d p%d o%d, event time %s"
                            .formatted(
                                    event.log(),
                                    event.generation(),
                                    event.partition(),
                                    event.offset(),
                                    event.time()));
        }
        long more = reason.both() - reason.shared().size();
        if (more > 0) {
            lines.add("  ... and " + more + " more");
        }
    }

    private static String says(EventReason event) {
        String verdict =
                switch (event.verdict()) {
                    case LATE -> "late for %s (clock %s)";
                    case DEAD -> "dead for %s (%s)";
                    case ELSEWHERE -> "elsewhere or filtered for %s";
                };
        return "counted by %s only: %s g%d p%d o%d, event time %s; "
                .formatted(
                        event.countedBy(),
                        event.log(),
                        event.generation(),
                        event.partition(),
                        event.offset(),
                        event.time())
                .concat(
                        verdict.formatted(
                                event.otherSide(),
                                event.otherClock() == null ? event.reason() : event.otherClock()));
    }

    private void verdict() {
        String columns =
                found.differentByColumn().entrySet().stream()
                        .map(column -> column.getKey() + " " + column.getValue())
                        .collect(Collectors.joining(", "));
        lines.add("");
        lines.add(
                "%s missing=%d extra=%d different=%d%s"
                        .formatted(
                                found.isEqual() ? "equal" : "different",
                                found.missing(),
                                found.extra(),
                                found.different(),
                                columns.isEmpty() ? "" : " (" + columns + ")"));
    }

    private static String lower(RowDifference.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
