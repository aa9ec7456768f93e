package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedRecordTest {

    private static final Map<String, Object> CONTENT =
            Map.of("view", "flüge", "version", 1, "result", "passed", "rows", List.of(1L, "a"));

    @TempDir private Path folder;

    @Test
    void recordIsAsItWasSigned() throws IOException {
        AuditKey key = AuditKey.loadOrMake(folder.resolve("keys/audit.key"), System.err);
        Path file = folder.resolve("record.json");
        SignedRecord.sign(Map.copyOf(CONTENT), key).write(file);
        SignedRecord read = SignedRecord.load(file);
        assertThat(read.complaint(null)).isEmpty();
        assertThat(read.complaint(AuditKey.publicKey(folder.resolve("keys/audit.key.pub"))))
                .isEmpty();
        assertThat(read.passed()).isTrue();
        assertThat(read.text()).startsWith("{\"audit\":{\"result\":\"passed\",\"rows\":[1,\"a\"]");
    }

    @Test
    void recordOfWhichAnyByteWasChangedIsRefused() throws IOException {
        AuditKey key = AuditKey.loadOrMake(folder.resolve("audit.key"), System.err);
        byte[] sound =
                SignedRecord.sign(Map.copyOf(CONTENT), key).text().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("broken.json");
        for (int at = 0; at < sound.length; at++) {
            byte[] broken = sound.clone();
            broken[at] ^= 1;
            Files.write(file, broken);
            assertThat(SignedRecord.load(file).complaint(null)).as("byte %d", at).isPresent();
        }
        Files.writeString(file, new String(sound, StandardCharsets.UTF_8).replace(":{", ": {"));
        assertThat(SignedRecord.load(file).complaint(null)).isPresent();
    }

    @Test
    void recordOfAnotherKeyIsRefused() throws IOException {
        AuditKey.loadOrMake(folder.resolve("mine.key"), System.err);
        AuditKey other = AuditKey.loadOrMake(folder.resolve("other.key"), System.err);
        assertThat(
                        SignedRecord.sign(Map.copyOf(CONTENT), other)
                                .complaint(AuditKey.publicKey(folder.resolve("mine.key.pub"))))
                .contains("it was signed with another key");
    }

    @Test
    void keyIsMadeOnceForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("audit.key");
        AuditKey.loadOrMake(file, System.err);
        String made = Files.readString(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        AuditKey.loadOrMake(file, System.err);
        assertThat(file).hasContent(made);
    }

    @Test
    void keyThatOthersMayReadOrThatIsNoneIsRefused() throws IOException {
        Path file = folder.resolve("audit.key");
        AuditKey.loadOrMake(file, System.err);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> AuditKey.load(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> AuditKey.load(folder.resolve("none.key")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AuditKey.loadOrMake(folder.resolve("other.key"), System.err);
        Files.copy(
                folder.resolve("other.key.pub"),
                folder.resolve("audit.key.pub"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> AuditKey.load(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not the public key of");
    }

    @Test
    void keyThatCannotBeMadeIsRefused() throws IOException {
        Path file = folder.resolve("lost.key");
        Files.writeString(folder.resolve("lost.key.pub"), "of a key that is gone");
        assertThatThrownBy(() -> AuditKey.loadOrMake(file, System.err))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lost.key.pub is there and ")
                .hasMessageContaining("put the key back");
        assertThat(file).doesNotExist();
        Path plain = Files.writeString(folder.resolve("plain"), "");
        assertThatThrownBy(() -> AuditKey.loadOrMake(plain.resolve("audit.key"), System.err))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("plain/audit.key cannot be written");
    }

    @Test
    void fileThatHoldsNoKeyIsRefused() throws IOException {
        Path file = folder.resolve("audit.key");
        AuditKey.loadOrMake(file, System.err);
        String made = Files.readString(file);
        for (String broken : List.of("", "no key", made.replace("MC4C", "MC4D"))) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> AuditKey.load(file))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("audit.key holds none that can be read")
                    .hasMessageContaining("openssl genpkey");
        }
        for (Path none : List.of(file, folder.resolve("none.pub"))) {
            assertThatThrownBy(() -> AuditKey.publicKey(none))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(none + " holds none that can be read")
                    .hasMessageContaining("give the .pub file");
        }
    }
}
