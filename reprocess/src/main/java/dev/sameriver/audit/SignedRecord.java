package dev.sameriver.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of an audit with its signature: one line of canonical JSON, {@code
 * {"audit":{...},"key":"...","signature":"..."}}. The signature is of the canonical bytes of what
 * stands under {@code audit}; key and signature are in Base64, the key as X.509 has it.
 */
public final class SignedRecord {

    private static final String AUDIT = "audit";
    private static final String KEY = "key";
    private static final String SIGNATURE = "signature";
    private static final int FIELDS = 3;
    private static final int FINGERPRINT = 16;

    private final String text;
    private final JsonNode audit;

    private SignedRecord(String text, JsonNode audit) {
        this.text = text;
        this.audit = audit;
    }

    /** Signs the content of a record. */
    static SignedRecord sign(Map<String, @Nullable Object> content, AuditKey key) {
        byte[] bytes = CanonicalJson.bytes(content);
        try {
            Map<String, Object> whole =
                    Map.of(
                            AUDIT,
                            CanonicalJson.read(bytes),
                            KEY,
                            Base64.getEncoder().encodeToString(key.open().getEncoded()),
                            SIGNATURE,
                            Base64.getEncoder().encodeToString(key.sign(bytes)));
            String text = new String(CanonicalJson.bytes(whole), StandardCharsets.UTF_8);
            return read(text);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("an audit's record could not be signed", e);
        }
    }

    /**
     * Reads a record, whoever signed it.
     *
     * @param text the line, without its end
     * @throws IOException if it is no record
     */
    static SignedRecord read(String text) throws IOException {
        return new SignedRecord(text, CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a record's file, whatever it holds: see {@link #complaint}.
     *
     * @throws UserError if it cannot be read
     */
    public static SignedRecord load(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!text.endsWith("\n")
                    || !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
                return new SignedRecord(text, MissingNode.getInstance());
            }
            String line = text.substring(0, text.length() - 1);
            try {
                return read(line);
            } catch (JsonProcessingException e) {
                return new SignedRecord(line, MissingNode.getInstance());
            }
        } catch (IOException e) {
            throw new UserError(
                    "A record of an audit is a file, but "
                            + file
                            + " cannot be read ("
                            + e.getMessage()
                            + "): give the one that audit --record wrote.",
                    e);
        }
    }

    /** Writes it to a file, as one line, which takes the place of what was there at once. */
    public void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer line = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                out.write(line);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The line, without its end. */
    public String text() {
        return text;
    }

    /**
     * What is wrong with the record; empty if it is as it was signed.
     *
     * @param expected who must have signed it; null for whoever the record names
     */
    public Optional<String> complaint(@Nullable PublicKey expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (audit.size() != FIELDS
                || !audit.path(AUDIT).isObject()
                || !audit.path(KEY).isTextual()
                || !audit.path(SIGNATURE).isTextual()) {
            return Optional.of("it is no signed record of an audit");
        }
        if (!Arrays.equals(bytes, CanonicalJson.bytes(audit))
                || !isCanonical(KEY)
                || !isCanonical(SIGNATURE)) {
            return Optional.of("it is not in canonical form: bytes of it were changed");
        }
        try {
            PublicKey named = AuditKey.publicKey(decode(KEY));
            if (expected != null && !named.equals(expected)) {
                return Optional.of("it was signed with another key");
            }
            byte[] content = CanonicalJson.bytes(audit.get(AUDIT));
            return AuditKey.isSigned(named, content, decode(SIGNATURE))
                    ? Optional.empty()
                    : Optional.of("its signature is not of this content");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("its key or signature is none (" + e.getMessage() + ")");
        }
    }

    /** Base64 has bits that say nothing. */
    private boolean isCanonical(String field) {
        try {
            String again = Base64.getEncoder().encodeToString(decode(field));
            return again.equals(audit.path(field).asText());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] decode(String field) {
        return Base64.getDecoder().decode(audit.path(field).asText());
    }

    /** Whether the audit passed. */
    public boolean passed() {
        return result().equals(Version.AUDIT_PASSED);
    }

    String result() {
        return content("result").asText();
    }

    /** The version that was audited. */
    public VersionKey version() {
        return new VersionKey(content("view").asText(), content("version").asInt());
    }

    /** Whether the archive was not as it was written, so that no row was looked at. */
    boolean foundDamage() {
        return content("sides").isEmpty();
    }

    /** What is said of each log. */
    JsonNode logs() {
        return content("logs");
    }

    /** Whether all segments of all logs were read for this very audit. */
    boolean readAll() {
        JsonNode logs = logs();
        for (JsonNode log : logs) {
            if (!log.path("read").equals(log.path("segments"))) {
                return false;
            }
        }
        return !logs.isEmpty();
    }

    /** A field's text; null if it has none. */
    @Nullable String text(String field) {
        return content(field).textValue();
    }

    /** The audit in a line for people. */
    public String line() {
        return "%s@%s  windows%s to %s%s  checked %s: %s"
                .formatted(
                        content("view").asText(),
                        content("version").asText(),
                        content("from").isNull() ? "" : " from " + content("from").asText(),
                        content("to").isNull() ? "their end" : content("to").asText(),
                        content("sample").isNull() ? "" : ", keys: " + content("sample").asText(),
                        content("checkedAt").asText(),
                        content("result").asText());
    }

    /** The first digits of the SHA-256 of the public key that it names. */
    public String fingerprint() {
        byte[] hash = HashNode.sha256().digest(decode(KEY));
        return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
    }

    private JsonNode content(String field) {
        return audit.path(AUDIT).path(field);
    }
}
