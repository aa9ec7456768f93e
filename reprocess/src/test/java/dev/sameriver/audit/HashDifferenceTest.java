package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashDifferenceTest {

    private static final HashNode A = leaf("a", "1");
    private static final HashNode B = leaf("b", "1");

    @Test
    void equalTreesDifferNowhereHoweverDeepTheyTell() {
        HashNode tree = HashNode.of("root", List.of(A, B));
        assertThat(HashDifference.between(tree, tree)).isEmpty();
        assertThat(HashDifference.between(tree, tree.alone())).isEmpty();
    }

    @Test
    void childrenInAnotherOrderAreADifferenceOfTheirParent() {
        List<HashDifference> found =
                HashDifference.between(
                        HashNode.of("root", List.of(A, B)), HashNode.of("root", List.of(B, A)));
        assertThat(found)
                .singleElement()
                .extracting(HashDifference::path)
                .isEqualTo(List.of("root"));
        assertThat(found.get(0).line()).startsWith("root: 2 rows ").contains(" and 2 rows ");
    }

    @Test
    void differenceIsAsDeepAsBothTell() {
        HashNode mine = HashNode.of("root", List.of(HashNode.of("day", List.of(A)), B));
        HashNode other = HashNode.of("root", List.of(HashNode.of("day", List.of(B)), B));
        HashNode told = HashNode.of("root", List.of(HashNode.of("day", List.of(B)).alone(), B));
        assertThat(HashDifference.between(mine, other))
                .extracting(HashDifference::path)
                .containsExactly(List.of("root", "day", "a"), List.of("root", "day", "b"));
        assertThat(HashDifference.between(mine, told))
                .extracting(HashDifference::path)
                .containsExactly(List.of("root", "day"));
        assertThat(HashDifference.between(mine, other).get(1).line())
                .startsWith("day, b: nothing and 1 rows ");
    }

    private static HashNode leaf(String name, String content) {
        return HashNode.leaf(name, 1, HashNode.hashOf(content.getBytes(StandardCharsets.UTF_8)));
    }
}
