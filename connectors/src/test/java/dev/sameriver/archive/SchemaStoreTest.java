package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaStoreTest {

    @TempDir private Path folder;

    @BeforeEach
    void create() throws IOException {
        TestLog.create(folder);
    }

    @Test
    void schemaThatWasPutFirstIsThatOfItsRecords() throws IOException {
        String fingerprint = store().put(schema(1));
        assertThat(store().decide(fingerprint)).contains(schema(1));
        assertThat(store().put(schema(1))).isEqualTo(fingerprint);
    }

    @Test
    void fingerprintThatWasReadFirstIsUnknownForEveryReaderAndItsSchemaRefused()
            throws IOException {
        String fingerprint = SchemaStore.fingerprint(schema(1));
        SchemaStore reader = store();
        assertThat(reader.decide(fingerprint)).isEmpty();
        for (SchemaStore store : List.of(reader, store())) {
            assertThatThrownBy(() -> store.put(schema(1)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Reading1, fingerprint " + fingerprint)
                    .hasMessageContaining("add a field with a default");
            assertThat(store.decide(fingerprint)).isEmpty();
        }
    }

    @Test
    void schemaThatIsMissingIsNotMarkedByWhoNeedsIt() throws IOException {
        String fingerprint = SchemaStore.fingerprint(schema(1));
        assertThatThrownBy(() -> store().get(fingerprint))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("restore it");
        assertThat(store().put(schema(1))).isEqualTo(fingerprint);
    }

    @Test
    void damagedFileIsNeitherASchemaNorAMark() throws IOException {
        String fingerprint = store().put(schema(1));
        Files.writeString(folder.resolve("flights/schemas/" + fingerprint + ".avsc"), "{\"unkn");
        assertThatThrownBy(() -> store().decide(fingerprint))
                .isInstanceOf(CorruptDefinitionException.class)
                .hasMessageContaining("restore the file");
    }

    @Test
    void ofSchemaAndMarkMadeAtOnceOneWinsForAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int known = 0;
            int rounds = 100;
            for (int round = 0; round < rounds; round++) {
                Schema schema = schema(round);
                String fingerprint = SchemaStore.fingerprint(schema);
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<Optional<Schema>>> seen = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    SchemaStore store = store();
                    Callable<Optional<Schema>> task =
                            i % 2 == 0 ? () -> put(store, schema) : () -> store.decide(fingerprint);
                    seen.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        return task.call();
                                    }));
                }
                Optional<Schema> decided = store().decide(fingerprint);
                for (Future<Optional<Schema>> one : seen) {
                    assertThat(one.get()).isEqualTo(decided);
                }
                known += decided.isPresent() ? 1 : 0;
            }
            System.out.printf("the schema came first in %d of %d rounds%n", known, rounds);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Optional<Schema> put(SchemaStore store, Schema schema) throws IOException {
        try {
            store.put(schema);
            return Optional.of(schema);
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** As another process sees it. */
    private SchemaStore store() throws IOException {
        return TestLog.open(folder).schemas();
    }

    private static Schema schema(int number) {
        return SchemaBuilder.record("Reading" + number).fields().requiredLong("at").endRecord();
    }
}
