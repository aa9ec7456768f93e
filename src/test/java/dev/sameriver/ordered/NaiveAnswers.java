package dev.sameriver.ordered;

import dev.sameriver.ordered.NaiveOrder.Fact;
import dev.sameriver.ordered.NaiveOrder.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reads are answered: each read, and each change, looks through all that is before it. */
final class NaiveAnswers {

    private static final String LOG = OrderCase.NAMES.get(0);

    /** Where a subscription begins, as time, log, partition and offset. */
    private record From(long... parts) {

        boolean isBefore(Fact change) {
            long[] other = {change.time(), change.log(), change.partition(), change.offset()};
            for (int i = 0; i < parts.length; i++) {
                if (parts[i] != other[i]) {
                    return parts[i] < other[i];
                }
            }
            return false;
        }
    }

    /** A subscription that was not refused. */
    private record Told(Fact read, From from, List<String> answers) {}

    private final AnswerTold rules;
    private final List<Fact> facts;
    private final List<Given> given = new ArrayList<>();
    private final List<Fact> refused = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    /**
     * @param facts in order
     */
    NaiveAnswers(AnswerTold rules, List<Fact> facts) {
        this.rules = rules;
        this.facts = facts;
    }

    List<Given> given() {
        for (Fact fact : facts) {
            if (fact.log() == 0) {
                tellAll(fact);
            } else {
                answer(fact);
            }
        }
        return given;
    }

    /** The reads that cannot be answered. */
    List<Fact> refused() {
        return refused;
    }

    private void tellAll(Fact change) {
        long number = 0;
        for (Told subscription : told) {
            Fact read = subscription.read();
            boolean lasts = rules.lease() == 0 || change.time() < read.time() + rules.lease();
            if (read.key().equals(change.key())
                    && lasts
                    && isOpenAt(read, change)
                    && subscription.from().isBefore(change)) {
                give(change, number++, subscription, change);
            }
        }
    }

    /** Whether its reader has not cancelled or subscribed again since. */
    private boolean isOpenAt(Fact read, Fact change) {
        Set<Fact> ignored = new HashSet<>(refused);
        for (Fact other : facts.subList(facts.indexOf(read) + 1, facts.indexOf(change))) {
            boolean ends =
                    other.log() == 1
                            && other.key().equals(read.key())
                            && AnswerTold.reader(other.value())
                                    .equals(AnswerTold.reader(read.value()))
                            && !AnswerTold.kind(other.value()).equals("point");
            if (ends && !ignored.contains(other)) {
                return false;
            }
        }
        return true;
    }

    private void answer(Fact read) {
        List<Fact> before =
                facts.subList(0, facts.indexOf(read)).stream()
                        .filter(fact -> fact.log() == 0 && fact.key().equals(read.key()))
                        .toList();
        Fact last = before.isEmpty() ? null : before.get(before.size() - 1);
        String position = rules.position(read.value());
        switch (AnswerTold.kind(read.value())) {
            case "point" -> give(read, 0, new Told(read, behind(read), new ArrayList<>()), last);
            case "cancel" -> {}
            case "subscribe" -> {
                if (position == null) {
                    Told fresh = new Told(read, behind(read), new ArrayList<>());
                    give(read, 0, fresh, last);
                    told.add(fresh);
                } else {
                    resume(read, before, position);
                }
            }
            default -> refused.add(read);
        }
    }

    private void resume(Fact read, List<Fact> before, String position) {
        From from = from(position);
        long forgotten = read.time() - rules.memory();
        if (from == null
                || before.stream().anyMatch(c -> from.isBefore(c) && c.time() < forgotten)) {
            refused.add(read);
            return;
        }
        Told again = new Told(read, from, new ArrayList<>());
        before.stream()
                .filter(from::isBefore)
                .forEach(change -> give(read, again.answers().size(), again, change));
        told.add(again);
    }

    private static From behind(Fact read) {
        return new From(read.time(), read.log());
    }

    private static @Nullable From from(String position) {
        String[] parts = position.split("/");
        if (position.equals("yesterday") || (parts.length > 1 && !parts[1].equals(LOG))) {
            return null;
        }
        long time = Instant.parse(parts[0]).toEpochMilli();
        return parts.length == 1
                ? new From(time, Long.MAX_VALUE)
                : new From(time, 0, Long.parseLong(parts[3]), Long.parseLong(parts[4]));
    }

    private void give(Fact place, long number, Told to, @Nullable Fact change) {
        String text =
                AnswerTold.text(
                        to.read().value().number(),
                        to.answers().size() + 1L,
                        change == null ? "" : String.valueOf(change.value().amount()),
                        change == null ? at(to.read()) : point(change),
                        change != null);
        to.answers().add(text);
        given.add(Given.told(place, number, place.time(), text));
    }

    private static String at(Fact fact) {
        return Instant.ofEpochMilli(fact.time()).toString();
    }

    static String point(Fact change) {
        return "%s/%s/1/%d/%d/0".formatted(at(change), LOG, change.partition(), change.offset());
    }
}
