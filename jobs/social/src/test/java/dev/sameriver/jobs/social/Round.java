package dev.sameriver.jobs.social;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What members do within half an hour: each makes two friends and sends a message, then leaves one
 * and sends another from any device that had seen it, then makes one more. Devices' clocks are up
 * to four minutes wrong, and acts take up to 20 seconds to arrive.
 */
final class Round {

    /** How far times of a partition are apart at most from the order in which they arrive. */
    static final long DISORDER = 2 * 240_000 + 20_000;

    private final Random random;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, TreeSet<String>> expected = new TreeMap<>();

    Round(Random random, int members) {
        this.random = random;
        for (int i = 0; i < members; i++) {
            draw("m" + i);
        }
        arrivals.sort(Comparator.comparingLong(Arrival::arrived));
    }

    /** All acts, as they arrive. */
    List<Arrival> arrivals() {
        return arrivals;
    }

    /** Who was a friend when each message was sent. */
    Map<String, TreeSet<String>> expected() {
        return expected;
    }

    private void draw(String member) {
        String before = "before " + member;
        String after = "after " + member;
        List<Act> acts =
                List.of(
                        new Friendship(member + 1, member, "ex", Friendship.FRIEND, null),
                        new Friendship(member + 2, member, "friend", Friendship.FRIEND, member + 1),
                        new Message(member + 3, member, before, member + 2),
                        new Friendship(member + 4, member, "ex", Friendship.UNFRIEND, member + 3),
                        new Message(member + 5, member, after, member + 4),
                        new Friendship(member + 6, member, "late", Friendship.FRIEND, member + 5));
        expected.put(before, new TreeSet<>(List.of("ex", "friend")));
        expected.put(after, new TreeSet<>(List.of("friend")));
        long start = random.nextInt(1_800_000);
        int[] wrong = {random.nextInt(480_000) - 240_000, random.nextInt(480_000) - 240_000};
        for (int i = 0; i < acts.size(); i++) {
            long now = start + 1_000L * i;
            arrivals.add(
                    new Arrival(
                            now + random.nextInt(20_000),
                            now + wrong[random.nextInt(wrong.length)],
                            random.nextInt(Interleaving.PARTITIONS),
                            acts.get(i)));
        }
    }
}
