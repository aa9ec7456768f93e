package dev.sameriver.versions;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.ViewEdit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a verb makes of a view.
 *
 * @param targets what versions are to be; those that are not among them stay as they are
 * @param drops versions whose tables are to be dropped
 * @param warnings what whoever asked for it should know, a sentence each
 */
public record Plan(List<Target> targets, List<Version> drops, List<String> warnings) {

    /** Works a plan out. */
    @FunctionalInterface
    public interface Planner {

        /**
         * The plan for a view.
         *
         * @param versions all its versions, the first first
         * @throws dev.sameriver.view.UserError if the verb is refused
         */
        Plan plan(List<Version> versions);

        /** Whether it is done even if the view in Postgres cannot follow at once. */
        default boolean isUrgent() {
            return false;
        }
    }

    public Plan {
        targets = List.copyOf(targets);
        drops = List.copyOf(drops);
        warnings = List.copyOf(warnings);
    }

    static Plan of(List<Target> targets) {
        return new Plan(targets, List.of(), List.of());
    }

    /**
     * What changes, a line for each version, as in {@code airport-delays@2: shadow 0% -> ...}, and
     * the warnings.
     */
    List<String> lines(List<Version> before) {
        List<String> lines = new ArrayList<>();
        for (Version version : before) {
            targets.stream()
                    .filter(target -> target.version() == version.key().version())
                    .map(target -> target.difference(version))
                    .filter(difference -> !difference.isEmpty())
                    .map(difference -> version.key() + ": " + difference)
                    .forEach(lines::add);
        }
        drops.forEach(version -> lines.add(version.key() + ": drop " + version.tableName()));
        lines.addAll(warnings);
        return lines;
    }

    /**
     * The versions whose jobs must stay as they are meanwhile: those that readers come to, and
     * those that end.
     */
    List<VersionKey> needed(List<Version> before) {
        List<VersionKey> needed = new ArrayList<>();
        for (Version version : before) {
            boolean isNeeded =
                    targets.stream()
                            .filter(target -> target.version() == version.key().version())
                            .anyMatch(target -> target.needsJobOf(version));
            if (isNeeded || drops.contains(version)) {
                needed.add(version.key());
            }
        }
        return needed;
    }

    void apply(ViewEdit view) throws SQLException {
        for (Target target : targets) {
            if (target.promoted()) {
                view.setPromoted(target.version());
            }
            view.setShare(target.version(), target.share());
            view.setState(target.version(), target.state());
            view.setCutover(target.version(), target.cutoverAt(), target.cutoverFrom());
        }
        for (Version version : drops) {
            RowTables.drop(view, version);
        }
    }
}
