package dev.sameriver.versions;

import dev.sameriver.registry.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which version a reader sees.
 *
 * <p>A reader of a view is in one of 10,000 buckets for ever. The newer of two versions with a
 * share has the first of them, 100 for each percent, so that a growing share only adds readers to
 * it, and a shrinking one only takes them away.
 */
public final class Router {

    private static final int BUCKETS = 10_000;
    private static final int BUCKETS_PER_PERCENT = BUCKETS / 100;

    private Router() {}

    /**
     * The version that a reader sees.
     *
     * @param versions all versions of one view, the first first
     * @param reader whatever names the reader; null for one without a name, who sees what most do
     * @return empty if no version has readers
     */
    public static Optional<Version> route(List<Version> versions, @Nullable String reader) {
        List<Version> shared = versions.stream().filter(version -> version.share() > 0).toList();
        if (reader == null || shared.size() < 2) {
            return most(shared);
        }
        Version newest = shared.get(shared.size() - 1);
        boolean newer = bucket(newest.key().view(), reader) < newest.share() * BUCKETS_PER_PERCENT;
        return Optional.of(newer ? newest : shared.get(shared.size() - 2));
    }

    /** The version that most readers see, the older one of equals; empty if none has readers. */
    public static Optional<Version> most(List<Version> versions) {
        return versions.stream()
                .filter(version -> version.share() > 0)
                .max(
                        Comparator.comparingInt(Version::share)
                                .thenComparing(
                                        version -> version.key().version(),
                                        Comparator.reverseOrder()));
    }

    /** The reader's bucket: the first 8 bytes of the SHA-256 of "view/reader", modulo 10,000. */
    static int bucket(String view, String reader) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((view + "/" + reader).getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
