package dev.sameriver.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the operators of two jars: whether each finds its state again, and can read it. */
final class OperatorCheck {

    private final Set<String> explained;
    private final Set<String> machines;
    private final ClassLoader loader;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param explained uids of which another finding says what has changed
     * @param machines uids of operators that hold events, and what was made of them
     * @param loader knows the classes of the new jar
     */
    OperatorCheck(Set<String> explained, Set<String> machines, ClassLoader loader) {
        this.explained = explained;
        this.machines = machines;
        this.loader = loader;
    }

    List<Finding> compare(List<OperatorShape> before, List<OperatorShape> after) {
        List<OperatorShape> added = new ArrayList<>(after);
        List<OperatorShape> lost = new ArrayList<>();
        for (OperatorShape old : before) {
            Optional<OperatorShape> same =
                    after.stream().filter(operator -> operator.continues(old)).findFirst();
            if (same.isPresent()) {
                added.remove(same.get());
                compare(old, same.get());
            } else {
                lost.add(old);
            }
        }
        added.removeIf(operator -> operator.states().isEmpty() || isExplained(operator));
        lost.removeIf(operator -> operator.states().isEmpty() || isExplained(operator));
        lost.forEach(operator -> findLost(operator, added));
        added.forEach(
                operator ->
                        find(
                                Rule.OPERATOR_ADDED,
                                operator,
                                "is new, and its state would start empty amid the log"));
        return findings;
    }

    private void compare(OperatorShape old, OperatorShape now) {
        if (isExplained(old)) {
            return;
        }
        boolean holdsEvents = machines.contains(now.where());
        findings.addAll(
                new StateCheck(now.where(), holdsEvents, loader)
                        .compare(old.states(), now.states()));
        if (old.states().isEmpty() || now.states().isEmpty()) {
            return;
        }
        if (old.maxParallelism() != now.maxParallelism()) {
            find(
                    Rule.MAX_PARALLELISM,
                    now,
                    "has maximum parallelism "
                            + now.maxParallelism()
                            + ", but its state was kept with "
                            + old.maxParallelism());
        }
        if (now.uid() == null && now.alias() == null) {
            find(Rule.NO_UID, now, "keeps state, and has no uid");
        }
    }

    private void findLost(OperatorShape old, List<OperatorShape> added) {
        Optional<OperatorShape> twin = added.stream().filter(old::keepsTheSameAs).findFirst();
        if (twin.isEmpty()) {
            find(Rule.OPERATOR_LOST, old, "is gone, and Flink refuses to drop its state");
            return;
        }
        added.remove(twin.get());
        if (old.uid() == null) {
            find(
                    Rule.OPERATOR_MOVED,
                    old,
                    "was known by the steps before it, which have changed: its state lies under "
                            + old.id());
        } else {
            find(Rule.OPERATOR_RENAMED, old, "is " + twin.get().where() + " now");
        }
    }

    private boolean isExplained(OperatorShape operator) {
        return operator.uid() != null && explained.contains(operator.uid());
    }

    private void find(Rule rule, OperatorShape operator, String what) {
        findings.add(rule.at(operator.where(), what));
    }
}
