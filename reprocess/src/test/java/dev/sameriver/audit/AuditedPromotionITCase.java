package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.versions.Promotion;
import dev.sameriver.versions.TestRows;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of a version's audits before readers see it. */
class AuditedPromotionITCase {

    private static final String FINAL_TO = "2001-01-02T00:00:00Z";

    private static int views;

    @TempDir private Path folder;
    private final TestRows rows = new TestRows();
    private VersionKey key = new VersionKey("none", 1);

    @BeforeEach
    void declare() throws Exception {
        key = rows.version("audited" + views++, 1, 1, 1);
        rows.report(key, "flights:0=1");
    }

    @Test
    void versionThatNeverWasAuditedIsPromoted() {
        assertThat(promote(false)).isNotEmpty();
    }

    @Test
    void versionWhoseSignedRecordSaysThatItPassedIsPromoted() {
        keep("passed", record(key, "passed", FINAL_TO, "audit"));
        assertThat(promote(false)).isNotEmpty();
    }

    @Test
    void recordThatIsMissingIsRefusedUnlessForced() throws Exception {
        keep("passed", record(key, "passed", FINAL_TO, "audit"));
        rows.execute("DELETE FROM sameriver.audit WHERE view = '" + key.view() + "'");
        assertRefused("there is none, though it was audited");
        rows.execute(
                "UPDATE sameriver.view_version SET audit = NULL WHERE view = '" + key.view() + "'");
        assertRefused("there is none, though it was audited");
        assertThat(promote(true)).isNotEmpty();
    }

    @Test
    void recordThatIsForgedIsRefused() {
        SignedRecord passed = record(key, "passed", FINAL_TO, "audit");
        SignedRecord failed = record(key, "failed", FINAL_TO, "audit");
        keep("passed", failed.text().replace("\"failed\"", "\"passed\""));
        assertRefused("its signature is not of this content");
        keep("passed", record(key, "passed", FINAL_TO, "another"));
        assertRefused("it was signed with another key");
        keep("passed", record(new VersionKey(key.view(), 2), "passed", FINAL_TO, "audit"));
        assertRefused("it is of " + key.view() + "@2");
        keep("passed", passed.text() + "\n" + failed.text());
        assertRefused("they say that it failed");
        keep("passed", "\n" + failed.text());
        assertRefused("they say that it failed");
        keep("passed", "{}");
        assertRefused("it is no signed record of an audit");
        keep("passed", "no JSON");
        assertRefused("one cannot be read");
    }

    @Test
    void recordOfWindowsThatTheVersionDoesNotHaveIsRefused() {
        keep("passed", record(key, "passed", "2001-01-02T00:00:01Z", "audit"));
        assertRefused("of windows to 2001-01-02T00:00:01Z, and its own are final to " + FINAL_TO);
    }

    @Test
    void publicKeyThatIsNotThereIsNamed() {
        keep("passed", record(key, "passed", FINAL_TO, "audit"));
        AuditedPromotion promotion =
                new AuditedPromotion(promotion(false), rows.settings(), folder.resolve("no.pub"));
        assertThatThrownBy(() -> rows.change(key.view()).apply(promotion))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no.pub: name its file by --public-key");
    }

    private void assertRefused(String complaint) {
        assertThatThrownBy(() -> promote(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("but of " + key + " ")
                .hasMessageContaining(complaint)
                .hasMessageEndingWith(": audit it again, or add --force.");
    }

    private List<String> promote(boolean force) {
        Path publicKey = AuditKey.publicFile(folder.resolve("audit.key"));
        AuditKey.loadOrMake(folder.resolve("audit.key"), System.err);
        return rows.change(key.view())
                .apply(new AuditedPromotion(promotion(force), rows.settings(), publicKey));
    }

    private Promotion promotion(boolean force) {
        return new Promotion(key, 100, null, force, 0, LogPosition.EMPTY);
    }

    private void keep(String result, SignedRecord record) {
        keep(result, record.text());
    }

    private void keep(String result, String text) {
        rows.registry().edit(key.view(), "test", null, view -> view.setAudit(1, result, text));
    }

    private SignedRecord record(VersionKey of, String result, String to, String signer) {
        Map<String, @Nullable Object> content = new HashMap<>();
        content.put("view", of.view());
        content.put("version", of.version());
        content.put("result", result);
        content.put("to", to);
        content.put("sides", Map.of("served", Map.of()));
        return SignedRecord.sign(
                content, AuditKey.loadOrMake(folder.resolve(signer + ".key"), System.err));
    }
}
