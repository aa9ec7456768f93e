package dev.sameriver.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where two trees differ, as deep as both tell.
 *
 * @param path the names from the root down
 * @param first what the first tree has there; null if nothing
 * @param second what the second tree has there; null if nothing
 */
record HashDifference(List<String> path, @Nullable HashNode first, @Nullable HashNode second) {

    /** All places where two trees differ, in order. */
    static List<HashDifference> between(HashNode first, HashNode second) {
        List<HashDifference> found = new ArrayList<>();
        descend(List.of(), first, second, found);
        return found;
    }

    /** A node whose children are all equal differs by itself, as when they are in another order. */
    private static void descend(
            List<String> above,
            @Nullable HashNode first,
            @Nullable HashNode second,
            List<HashDifference> found) {
        HashNode any = first == null ? second : first;
        if (any == null
                || (first != null && second != null && first.hash().equals(second.hash()))) {
            return;
        }
        List<String> path = new ArrayList<>(above);
        path.add(any.name());
        if (first == null
                || second == null
                || first.children() == null
                || second.children() == null) {
            found.add(new HashDifference(path, first, second));
            return;
        }
        Map<String, HashNode> ofFirst = byName(first.children());
        Map<String, HashNode> ofSecond = byName(second.children());
        Set<String> names = new LinkedHashSet<>(ofFirst.keySet());
        names.addAll(ofSecond.keySet());
        int before = found.size();
        for (String name : names) {
            descend(path, ofFirst.get(name), ofSecond.get(name), found);
        }
        if (found.size() == before) {
            found.add(new HashDifference(path, first, second));
        }
    }

    private static Map<String, HashNode> byName(List<HashNode> nodes) {
        Map<String, HashNode> byName = new LinkedHashMap<>();
        nodes.forEach(node -> byName.put(node.name(), node));
        return byName;
    }

    /** As a line for people, without the root's name. */
    String line() {
        return String.join(", ", path.subList(Math.min(1, path.size() - 1), path.size()))
                + ": "
                + says(first)
                + " and "
                + says(second);
    }

    private static String says(@Nullable HashNode node) {
        return node == null ? "nothing" : node.rows() + " rows " + node.hash().substring(0, 16);
    }
}
