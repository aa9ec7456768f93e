package dev.sameriver.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the states of one operator, as two jars keep them. */
final class StateCheck {

    private final String where;
    private final boolean holdsEvents;
    private final ClassLoader loader;
    private final List<Finding> findings = new ArrayList<>();

    /** Whether the key cannot be read, and with it no timer. */
    private boolean keyBreaks;

    /**
     * @param holdsEvents whether the state is events that the log gave, and what was made of them:
     *     in what Flink rewrites, a component that is new would be 0 or null, whatever the log has
     * @param loader knows the classes of the new jar
     */
    StateCheck(String where, boolean holdsEvents, ClassLoader loader) {
        this.where = where;
        this.holdsEvents = holdsEvents;
        this.loader = loader;
    }

    List<Finding> compare(List<StateShape> before, List<StateShape> after) {
        List<StateShape> added = new ArrayList<>(after);
        List<StateShape> lost = new ArrayList<>();
        for (StateShape old : before) {
            Optional<StateShape> same = after.stream().filter(old::isNamedAs).findFirst();
            if (same.isPresent()) {
                added.remove(same.get());
                compare(old, same.get());
            } else {
                lost.add(old);
            }
        }
        List<StateShape> gone = new ArrayList<>();
        for (StateShape old : lost) {
            Optional<StateShape> twin = added.stream().filter(old::holdsTheSameAs).findFirst();
            if (twin.isPresent()) {
                added.remove(twin.get());
                find(Rule.STATE_RENAMED, old + " is called " + twin.get().name() + " now");
            } else {
                gone.add(old);
            }
        }
        findMoved(gone, added);
        return findings;
    }

    /** Keys come and go with the states under them, and need no finding of their own. */
    private void findMoved(List<StateShape> gone, List<StateShape> added) {
        for (StateShape old : gone) {
            Optional<StateShape> other =
                    added.stream().filter(state -> state.name().equals(old.name())).findFirst();
            if (other.isPresent()) {
                added.remove(other.get());
                find(Rule.STATE_KIND, old + " is " + other.get().kind() + " now");
            } else if (old.kind() != StateKind.KEY) {
                find(Rule.STATE_LOST, old + " is no longer kept: what it holds would be lost");
            }
        }
        for (StateShape state : added) {
            if (state.kind() != StateKind.KEY) {
                find(Rule.STATE_ADDED, state + " is new: it would start empty amid the log");
            }
        }
    }

    private void compare(StateShape old, StateShape now) {
        if (!old.form().equals(now.form())) {
            find(Rule.STATE_KIND, old + " was " + old.form() + " and is " + now.form());
            return;
        }
        for (Map.Entry<String, byte[]> serializer : old.serializers().entrySet()) {
            byte[] after = now.serializers().get(serializer.getKey());
            if (after != null && !(keyBreaks && old.kind() == StateKind.TIMERS)) {
                Fit fit = Fit.of(serializer.getValue(), after, loader);
                judge(old, isRewritten(old, serializer.getKey()) ? fit : fit.inPlace());
            }
        }
    }

    /** Flink migrates values; keys, timers and namespaces must be read as they are. */
    private static boolean isRewritten(StateShape state, String role) {
        return switch (state.kind()) {
            case KEY, TIMERS -> false;
            case KEYED -> role.equals("VALUE_SERIALIZER");
            case OPERATOR, BROADCAST -> true;
        };
    }

    private void judge(StateShape state, Fit fit) {
        switch (fit.kind()) {
            case TAKES -> {}
            case MIGRATES -> {
                if (holdsEvents) {
                    find(
                            Rule.HELD_CHANGED,
                            state
                                    + " holds events, or what was made of them, in records that"
                                    + " have changed: what is new in them would be 0 or null"
                                    + " there, but is not in a replay");
                } else {
                    find(Rule.STATE_MIGRATES, state + " has another type");
                }
            }
            case BREAKS -> {
                keyBreaks |= state.kind() == StateKind.KEY;
                find(
                        state.kind() == StateKind.KEY ? Rule.KEY_CHANGED : Rule.STATE_BREAKS,
                        state + " cannot be read: " + fit.reason());
            }
        }
    }

    private void find(Rule rule, String what) {
        findings.add(rule.at(where, what));
    }
}
