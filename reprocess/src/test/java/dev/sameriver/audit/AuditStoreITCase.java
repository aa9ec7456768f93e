package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.audit.AuditStore.Kept;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.versions.TestRows;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry keeps of audits. */
class AuditStoreITCase {

    @TempDir private Path folder;
    private final TestRows rows = new TestRows();
    private final AuditStore store = new AuditStore(rows.settings());

    @Test
    void auditWithAnotherJarClearsNothingButFindsWhatItFinds() throws Exception {
        VersionKey key = rows.version("audited", 1, 1, 1);
        rows.registry().setJob(key, "a job", "its jar", "test", null);
        assertThat(keep(key, "passed", "another jar")).isEqualTo(Kept.OTHER_JAR);
        assertThat(result(key)).isNull();
        assertThat(store.last(key)).isEmpty();
        assertThat(keep(key, "failed", "another jar")).isEqualTo(Kept.KEPT);
        assertThat(keep(key, "passed", "another jar")).isEqualTo(Kept.OTHER_JAR);
        assertThat(result(key)).isEqualTo("failed");
        assertThat(keep(key, "passed", "its jar")).isEqualTo(Kept.KEPT);
        assertThat(result(key)).isEqualTo("passed");
    }

    @Test
    void versionThatIsNotDeclaredHasNothingKept() {
        VersionKey key = new VersionKey("nowhere", 1);
        assertThat(keep(key, "passed", "its jar")).isEqualTo(Kept.UNKNOWN);
        assertThat(store.last(key)).isEmpty();
    }

    @Test
    void recordThatWasChangedIsRefusedRatherThanGoneOnFrom() throws Exception {
        VersionKey key = rows.version("changed", 1, 1, 1);
        assertThat(keep(key, "passed", "its jar")).isEqualTo(Kept.KEPT);
        rows.execute(
                "UPDATE sameriver.audit SET record = replace(record, 'its jar', 'a jar')"
                        + " WHERE view = 'changed'");
        assertThatThrownBy(() -> store.last(key))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("of changed@1 one was changed (its signature is not of this")
                .hasMessageContaining("delete it to begin anew");
    }

    private Kept keep(VersionKey key, String result, String jar) {
        SignedRecord signed =
                SignedRecord.sign(
                        Map.<String, @Nullable Object>of(
                                "view", key.view(),
                                "version", key.version(),
                                "jar", jar,
                                "sides", Map.of("served", Map.of()),
                                "result", result),
                        AuditKey.loadOrMake(folder.resolve("audit.key"), System.err));
        return store.keep(signed, "test", null);
    }

    private @Nullable String result(VersionKey key) {
        return Registry.open(rows.settings()).find(key).orElseThrow().audit();
    }
}
