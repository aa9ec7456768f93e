package dev.sameriver.jobs.social;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The acts of 100,000 members, interleaved at random: in each of 20 rounds of 5,000 members the
 * clocks, the ways to the logs, the order in which partitions are read and the moments of
 * watermarks are others.
 */
class InterleavingTest {

    private static final int ROUNDS = 20;
    private static final int MEMBERS = 5_000;

    @Test
    void messagesReachThoseWhoWereFriendsWhenTheyWereSent() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Round round = new Round(random, MEMBERS);
            assertThat(Interleaving.deliver(round, random, true))
                    .as("seed %s", seed)
                    .isEqualTo(round.expected());
        }
    }

    @Test
    void byTheirTimesAloneMessagesReachExFriends() throws Exception {
        Random random = new Random(1);
        Map<String, TreeSet<String>> given =
                Interleaving.deliver(new Round(random, MEMBERS), random, false);
        assertThat(given.entrySet())
                .anyMatch(
                        message ->
                                message.getKey().startsWith("after")
                                        && message.getValue().contains("ex"));
    }
}
