package dev.sameriver.kafka;

import java.util.HashSet;
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
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Transactions that end on their way to the partitions.
 *
 * <p>Kafka answers a commit when it is certain, and writes it into the partitions afterwards; until
 * then their committed records end before that transaction (KIP-98, "Data Flow", steps 5.1 and
 * 5.2). Who reads just after a job ended would miss its last rows. The same goes for one that was
 * aborted: those behind it are hidden until that is written.
 */
final class Commits {

    private static final Set<TransactionState> ON_THE_WAY =
            Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);
    private static final long PAUSE_MILLIS = 5;

    private final Admin admin;
    private final String topic;
    private final long end;

    private Commits(Admin admin, String topic, int seconds) {
        this.admin = admin;
        this.topic = topic;
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /**
     * Waits until all transactions that have ended by now have done so in the topic's partitions
     * too. Not waited for are transactions that are open, or that the client may not see; and none
     * at all if the brokers do not tell of them, as before 3.0.
     *
     * @throws TimeoutException if that takes longer than {@code seconds}
     */
    static void await(Admin admin, String topic, int seconds)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            new Commits(admin, topic, seconds).await();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnsupportedVersionException)) {
                throw e;
            }
        }
    }

    private void await() throws ExecutionException, InterruptedException, TimeoutException {
        Set<Transaction> left = onTheWay();
        while (!left.isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                throw new TimeoutException("ended transactions are not in its partitions yet");
            }
            Thread.sleep(PAUSE_MILLIS);
            // Those that ended meanwhile are none of the caller's.
            left.retainAll(onTheWay());
        }
    }

    /** Of one id there is one at a time, and the next one starts later. */
    private record Transaction(String id, long startMillis) {}

    private Set<Transaction> onTheWay()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> ids =
                answer(
                                admin.listTransactions(
                                                new ListTransactionsOptions()
                                                        .filterStates(ON_THE_WAY))
                                        .all())
                        .stream()
                        .map(TransactionListing::transactionalId)
                        .toList();
        DescribeTransactionsResult answers = admin.describeTransactions(ids);
        Set<Transaction> found = new HashSet<>();
        for (String id : ids) {
            try {
                TransactionDescription transaction = answer(answers.description(id));
                if (ON_THE_WAY.contains(transaction.state())
                        && transaction.topicPartitions().stream()
                                .anyMatch(partition -> partition.topic().equals(topic))) {
                    found.add(new Transaction(id, transaction.transactionStartTimeMs().orElse(0)));
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private <T> T answer(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
