package dev.sameriver.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.serve.Client.Response;
import dev.sameriver.versions.TestRows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Readers read for all they can while shares change. */
class ReadLoadITCase {

    private static final int READERS = 4_000;
    private static final int THREADS = 6;
    private static final String VIEW = "load";

    private final TestRows rows = new TestRows();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Queue<Read> others = new ConcurrentLinkedQueue<>();

    /** A read, and which version it saw, in the header and in all its rows. */
    private record Read(long started, long ended, int version) {}

    @Test
    void noReaderSeesVersionsMixAndARollbackHoldsForEveryReadThatStartsAfterIt() throws Exception {
        VersionKey first = rows.version(VIEW, 1, 50, 24);
        VersionKey second = rows.version(VIEW, 2, 50, 24);
        rows.promote(first, 100);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ReadServer server = ReadServer.start(rows.settings(), "127.0.0.1", 0, 10)) {
            Client client = new Client(server.port());
            List<Future<?>> background = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                background.add(threads.submit(() -> list(client)));
            }
            background.add(threads.submit(this::readBySql));
            int[] before = round(threads, client, 0);
            for (int share : new int[] {0, 1, 10, 50, 100}) {
                rows.promote(second, share);
                int[] now = round(threads, client, share);
                for (int reader = 0; reader < READERS; reader++) {
                    assertThat(now[reader]).isGreaterThanOrEqualTo(before[reader]);
                }
                before = now;
            }
            long start = System.nanoTime();
            rows.rollback(VIEW);
            long returned = System.nanoTime();
            assertThat(Duration.ofNanos(returned - start)).isLessThan(Duration.ofSeconds(1));
            round(threads, client, 0);
            stop.set(true);
            for (Future<?> each : background) {
                each.get();
            }
            assertThat(others)
                    .filteredOn(read -> read.started() >= returned)
                    .isNotEmpty()
                    .allMatch(read -> read.version() == 1);
            long last =
                    others.stream()
                            .filter(read -> read.version() == 2)
                            .mapToLong(Read::ended)
                            .max()
                            .orElse(start);
            System.out.printf(
                    "rollback took %d ms; the last read of the new version ended %d ms after its"
                            + " start%n",
                    (returned - start) / 1_000_000, (last - start) / 1_000_000);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    /** Lets every reader read one row, and counts who saw the new version. */
    private static int[] round(ExecutorService threads, Client client, int share) throws Exception {
        int[] versions = new int[READERS];
        Collection<Callable<Boolean>> parts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int part = thread;
            parts.add(
                    () -> {
                        for (int reader = part; reader < READERS; reader += THREADS) {
                            versions[reader] = readOne(client, reader);
                        }
                        return true;
                    });
        }
        for (Future<Boolean> part : threads.invokeAll(parts)) {
            part.get();
        }
        int newer = 0;
        for (int version : versions) {
            newer += version == 2 ? 1 : 0;
        }
        double routed = 100.0 * newer / READERS;
        System.out.printf("share %d: %.2f %% of the readers%n", share, routed);
        assertThat(routed).isCloseTo(share, within(share == 0 || share == 100 ? 0.0 : 1.0));
        return versions;
    }

    private static int readOne(Client client, int reader) throws Exception {
        int origin = reader % 50;
        return sameVersion(
                client.get(
                        "/views/load/row?origin=A"
                                + origin
                                + "&window_start=2001-01-01T00:00:00Z"
                                + "&window_end=2001-01-01T01:00:00Z&reader=reader-"
                                + reader),
                1);
    }

    private boolean list(Client client) throws Exception {
        while (!stop.get()) {
            int reader = ThreadLocalRandom.current().nextInt(READERS);
            long started = System.nanoTime();
            Response page = client.get("/views/load/rows?limit=200&reader=reader-" + reader);
            others.add(new Read(started, System.nanoTime(), sameVersion(page, 200)));
        }
        return true;
    }

    private static int sameVersion(Response response, int size) {
        assertThat(response.status()).as(response.http().body()).isEqualTo(200);
        assertThat(response.rows()).hasSize(size);
        for (JsonNode row : response.rows()) {
            assertThat(row.get("version").asInt()).isEqualTo(response.version());
        }
        return response.version();
    }

    private boolean readBySql() throws SQLException {
        while (!stop.get()) {
            assertThat(rows.query("SELECT DISTINCT version FROM load")).hasSize(1);
        }
        return true;
    }
}
