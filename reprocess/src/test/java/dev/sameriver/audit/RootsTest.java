package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootsTest {

    @TempDir private Path folder;

    @Test
    void segmentThatDiffersIsNamed() throws IOException {
        Roots mine = load(roots(null, "ab"));
        Roots other = load(roots(null, "cd"));
        assertThat(mine.differences(load(roots(null, "ab")))).isEmpty();
        assertThat(mine.differences(other)).hasSize(1);
        assertThat(mine.differences(other).get(0))
                .startsWith("log flights, partition 1, segment g0 [0, 10): 10 rows ab");
    }

    @Test
    void rootsOfOtherRowsAreRefused() throws IOException {
        Roots some = load(roots("2001-01-01T00:00:00Z", "ab"));
        assertThatThrownBy(() -> load(roots(null, "ab")).differences(some))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("from 2001-01-01T00:00:00Z to 2001-02-01T00:00:00Z")
                .hasMessageContaining("--from");
    }

    @Test
    void hashThatIsNotOfWhatIsBelowItIsRefused() throws IOException {
        Path file = folder.resolve("forged.json");
        String json = roots(null, "ab").json();
        Files.writeString(file, json.replace("ab".repeat(32), "cd".repeat(32)));
        assertThatThrownBy(() -> Roots.load(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("that of partition 1 is not");
    }

    private Roots load(Roots roots) throws IOException {
        Path file = Files.writeString(folder.resolve("roots.json"), roots.json());
        return Roots.load(file);
    }

    private static Roots roots(@Nullable String from, String hash) {
        HashNode log =
                HashNode.of(
                        "log flights",
                        List.of(
                                HashNode.of("partition 0", List.of(segment("ef"))),
                                HashNode.of("partition 1", List.of(segment(hash)))));
        return new Roots(
                1, "v@1", from, "2001-02-01T00:00:00Z", null, HashNode.of("v@1", List.of(log)));
    }

    private static HashNode segment(String hash) {
        return HashNode.leaf("segment g0 [0, 10)", 10, hash.repeat(32));
    }
}
