package dev.sameriver.upgrade;

import static java.util.stream.Collectors.joining;

import dev.sameriver.view.Column;
import dev.sameriver.view.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares what two jars mean by the same bytes: logs, disorder bounds, windows, orders, keys,
 * columns. Flink would restore many of these changes without a word, and the rows would be wrong.
 */
final class DefinitionCheck {

    private final ViewShape before;
    private final ViewShape after;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> explained = new LinkedHashSet<>();

    DefinitionCheck(ViewShape before, ViewShape after) {
        this.before = before;
        this.after = after;
    }

    List<Finding> compare() {
        compareLogs();
        boolean columnsChanged = false;
        for (WindowShape old : before.windows()) {
            for (WindowShape now : after.windows()) {
                if (old.uid().equals(now.uid())) {
                    columnsChanged |= compare(old, now);
                }
            }
        }
        compareMachines();
        compareInputs();
        if (!columnsChanged && !before.rows().equals(after.rows())) {
            find(
                    Rule.ROWS_CHANGED,
                    before.uid(),
                    "the rows are "
                            + words(after.rows())
                            + ", but the table has "
                            + words(before.rows()));
        }
        if (before.early() != after.early()) {
            find(
                    Rule.EARLY_CHANGED,
                    before.uid(),
                    after.early()
                            ? "early results are new, and the table has no column is_final"
                            : "early results are gone, but the table has the column is_final");
        }
        return findings;
    }

    /** The uids of operators of which the findings say already what has changed. */
    Set<String> explained() {
        return explained;
    }

    private void compareLogs() {
        for (LogShape old : before.logs()) {
            Optional<LogShape> same = of(old.uid(), after.logs());
            if (same.isEmpty()) {
                log(old, "log " + old.log() + " is no longer read");
            } else if (!same.get().disorder().equals(old.disorder())) {
                find(
                        Rule.DISORDER_CHANGED,
                        old.uid(),
                        "the disorder bound is "
                                + same.get().disorder()
                                + " and was "
                                + old.disorder()
                                + ": events would be judged otherwise than in a replay");
            }
        }
        for (LogShape now : after.logs()) {
            if (of(now.uid(), before.logs()).isEmpty()) {
                log(
                        now,
                        "log "
                                + now.log()
                                + " is new: its past would come too late for what is done");
            }
        }
    }

    private static Optional<LogShape> of(String uid, List<LogShape> logs) {
        return logs.stream().filter(log -> log.uid().equals(uid)).findFirst();
    }

    private void log(LogShape log, String what) {
        find(Rule.LOG_CHANGED, log.uid(), what);
        explained.add(log.uid());
        for (List<InputShape> inputs : List.of(before.inputs(), after.inputs())) {
            inputs.stream()
                    .filter(input -> input.log().equals(log.log()))
                    .forEach(input -> explained.add(input.uid()));
        }
    }

    /** Machines are told apart by their number, so one more or less is another meaning of all. */
    private void compareMachines() {
        List<MachineShape> old = before.machines();
        List<MachineShape> now = after.machines();
        if (old.size() != now.size()) {
            find(
                    Rule.ORDER_CHANGED,
                    before.uid(),
                    "events go through "
                            + now.size()
                            + " machines in order, and went through "
                            + old.size());
            Stream.concat(old.stream(), now.stream())
                    .forEach(machine -> explained.add(machine.uid()));
            Stream.concat(before.inputs().stream(), after.inputs().stream())
                    .forEach(input -> explained.add(input.uid()));
            return;
        }
        for (MachineShape machine : old) {
            for (MachineShape same : now) {
                if (machine.uid().equals(same.uid()) && !machine.rule().equals(same.rule())) {
                    changed(
                            Rule.ORDER_CHANGED,
                            machine.uid(),
                            "what it does",
                            words(machine),
                            words(same));
                }
            }
        }
    }

    private static String words(MachineShape machine) {
        return machine.rule().isEmpty() ? "a machine of the view" : machine.rule();
    }

    private void compareInputs() {
        for (InputShape old : before.inputs()) {
            for (InputShape now : after.inputs()) {
                if (old.uid().equals(now.uid()) && !explained.contains(old.uid())) {
                    compare(old, now);
                }
            }
        }
    }

    private void compare(InputShape old, InputShape now) {
        if (!old.place().equals(now.place())) {
            changed(Rule.ORDER_CHANGED, old.uid(), "the order", old.place(), now.place());
            before.machines().forEach(machine -> explained.add(machine.uid()));
        }
        if (!old.keys().equals(now.keys())) {
            changed(Rule.KEY_CHANGED, old.uid(), "the key", words(old.keys()), words(now.keys()));
            before.machines().forEach(machine -> explained.add(machine.uid()));
        }
    }

    /** Says whether the columns of its rows have changed. */
    private boolean compare(WindowShape old, WindowShape now) {
        int sofar = findings.size();
        if (explained.isEmpty() && !old.log().equals(now.log())) {
            changed(Rule.LOG_CHANGED, old.uid(), "the log", old.log(), now.log());
        }
        if (!old.windows().equals(now.windows())) {
            changed(Rule.WINDOWS_CHANGED, old.uid(), "the windows", old.windows(), now.windows());
        }
        boolean columnsChanged = false;
        if (!old.keys().equals(now.keys())) {
            changed(Rule.KEY_CHANGED, old.uid(), "the key", words(old.keys()), words(now.keys()));
            columnsChanged = true;
        }
        if (!old.aggregates().equals(now.aggregates())) {
            changed(
                    Rule.AGGREGATES_CHANGED,
                    old.uid(),
                    "the columns",
                    old.aggregates(),
                    now.aggregates());
            columnsChanged = true;
        }
        if (findings.size() > sofar) {
            explained.add(old.uid());
        }
        return columnsChanged;
    }

    private static String words(RowSchema rows) {
        return words(rows.columns()) + " under the first " + rows.keyColumns();
    }

    private static String words(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(joining(", ", "(", ")"));
    }

    private void changed(Rule rule, String where, String what, Object old, Object now) {
        find(rule, where, what + " changed: " + old + " before, " + now + " now");
    }

    private void find(Rule rule, String where, String what) {
        findings.add(rule.at(where, what));
    }
}
