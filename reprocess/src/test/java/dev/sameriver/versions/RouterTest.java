package dev.sameriver.versions;

import static dev.sameriver.registry.VersionState.SERVING;
import static dev.sameriver.registry.VersionState.SHADOW;
import static dev.sameriver.versions.TestVersions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sameriver.registry.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final int READERS = 100_000;

    @Test
    void readersAreRoutedByShareToWithinHalfAPoint() {
        for (int share : new int[] {0, 1, 10, 50, 99, 100}) {
            List<Version> versions = shared(share);
            int newer = 0;
            for (int reader = 0; reader < READERS; reader++) {
                newer += routed(versions, "reader-" + reader) == 2 ? 1 : 0;
            }
            assertThat(100.0 * newer / READERS).isCloseTo(share, within(0.5));
        }
    }

    @Test
    void growingShareNeverMovesAReaderBack() {
        for (int reader = 0; reader < 1_000; reader++) {
            int before = 1;
            for (int share = 0; share <= 100; share++) {
                int now = routed(shared(share), "reader-" + reader);
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
            }
            assertThat(before).isEqualTo(2);
        }
    }

    @Test
    void readerIsInAnotherBucketOfAnotherView() {
        assertThat(Router.bucket("a", "ada")).isNotEqualTo(Router.bucket("b", "ada"));
    }

    @Test
    void bucketsStayForEver() {
        assertThat(Router.bucket("airport-delays", "ada")).isEqualTo(6214);
    }

    @Test
    void readerWithoutANameSeesWhatMostDoAndTheOlderOfEquals() {
        assertThat(routed(shared(49), null)).isEqualTo(1);
        assertThat(routed(shared(50), null)).isEqualTo(1);
        assertThat(routed(shared(51), null)).isEqualTo(2);
    }

    @Test
    void versionsWithoutReadersAreNotSeen() {
        List<Version> versions =
                List.of(version(1, SERVING, 0), version(2, SERVING, 100), version(3, SHADOW, 0));
        assertThat(routed(versions, "ada")).isEqualTo(2);
        assertThat(Router.route(List.of(version(1, SHADOW, 0)), "ada")).isEmpty();
    }

    private static List<Version> shared(int newer) {
        return List.of(version(1, SERVING, 100 - newer), version(2, SERVING, newer));
    }

    private static int routed(List<Version> versions, @Nullable String reader) {
        return Router.route(versions, reader).orElseThrow().key().version();
    }
}
