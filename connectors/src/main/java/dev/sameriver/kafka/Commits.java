package dev.sameriver.kafka;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Commits on their way to the partitions.
 *
 * <p>Kafka answers a commit when it is certain, and writes it into the partitions afterwards; until
 * then their committed records end before that transaction (KIP-98, "Data Flow", steps 5.1 and
 * 5.2). Who reads just after a job ended would miss its last rows.
 */
final class Commits {

    private static final Set<TransactionState> ON_THE_WAY = Set.of(TransactionState.PREPARE_COMMIT);
    private static final long PAUSE_MILLIS = 5;

    private Commits() {}

    /**
     * Waits until all transactions whose commit was answered before are committed in the topic's
     * partitions too. Transactions that are open are not waited for, nor those that the client may
     * not see.
     *
     * @throws TimeoutException if that takes longer than {@code seconds}
     */
    static void await(Admin admin, String topic, int seconds)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (areOnTheWay(admin, topic, seconds)) {
            if (System.nanoTime() - end >= 0) {
                throw new TimeoutException("transactions of " + topic + " stay half committed");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean areOnTheWay(Admin admin, String topic, int seconds)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> ids =
                admin
                        .listTransactions(new ListTransactionsOptions().filterStates(ON_THE_WAY))
                        .all()
                        .get(seconds, TimeUnit.SECONDS)
                        .stream()
                        .map(TransactionListing::transactionalId)
                        .toList();
        DescribeTransactionsResult answers = admin.describeTransactions(ids);
        for (String id : ids) {
            try {
                TransactionDescription found =
                        answers.description(id).get(seconds, TimeUnit.SECONDS);
                if (ON_THE_WAY.contains(found.state())
                        && found.topicPartitions().stream()
                                .anyMatch(partition -> partition.topic().equals(topic))) {
                    return true;
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw e;
                }
            }
        }
        return false;
    }
}
