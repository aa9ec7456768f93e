package dev.sameriver.upgrade;

import java.io.IOException;
import java.util.List;

/**
 * One change that an author makes to a view, and what the check must say to it.
 *
 * @param edits pairs of a text in the view's source and what stands in its place afterwards
 * @param expected the rules that must be found, beside {@link Rule#CODE}, and no others
 */
record Change(String name, String view, List<String> edits, List<Rule> expected) {

    static Change harmless(String name, String view, String... edits) {
        return new Change(name, view, List.of(edits), List.of());
    }

    static Change of(Rule expected, String name, String view, String... edits) {
        return new Change(name, view, List.of(edits), List.of(expected));
    }

    Change and(Rule another) {
        return new Change(name, view, edits, List.of(expected.get(0), another));
    }

    /** The view's source after the change. */
    String source() throws IOException {
        String source = SourceJar.source(view);
        for (int i = 0; i < edits.size(); i += 2) {
            if (!source.contains(edits.get(i))) {
                throw new AssertionError(name + ": the source has no " + edits.get(i));
            }
            source = source.replace(edits.get(i), edits.get(i + 1));
        }
        return source;
    }

    @Override
    public String toString() {
        return name;
    }
}
