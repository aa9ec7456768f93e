package dev.sameriver.versions;

import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionLock;
import dev.sameriver.registry.ViewEdit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a verb out.
 *
 * @param view the view's name
 * @param who who asked for it, as in {@code ada@workstation}
 * @param why null for no reason
 */
public record ViewChange(Registry registry, String view, String who, @Nullable String why) {

    /**
     * What the verb would change now, a line for each version; empty if nothing.
     *
     * @throws dev.sameriver.view.UserError if the verb is refused
     */
    public List<String> preview(Plan.Planner planner) {
        List<Version> versions = registry.versions(view);
        return planner.plan(versions).lines(versions);
    }

    /**
     * Changes the view, all of it at one instant.
     *
     * @return what changed, a line for each version, and a warning if the view in Postgres could
     *     not follow an urgent verb; empty if nothing
     * @throws dev.sameriver.view.UserError if the verb is refused, or Postgres is away; then
     *     nothing has changed
     */
    public List<String> apply(Plan.Planner planner) {
        List<String> lines = new ArrayList<>();
        if (planner.isUrgent()) {
            registry.edit(view, who, why, edit -> urgent(planner, edit, lines));
        } else {
            registry.editInTries(view, who, why, edit -> apply(planner, edit, lines));
        }
        return lines;
    }

    private void urgent(Plan.Planner planner, ViewEdit edit, List<String> lines)
            throws SQLException {
        List<Version> versions = edit.versions();
        Plan plan = planner.plan(versions);
        lines.addAll(plan.lines(versions));
        plan.apply(edit);
        Optional<StableView> stable = StableView.of(edit.connection(), view, edit.versions());
        if (stable.isPresent()) {
            stable.get().tryShow().ifPresent(lines::add);
        }
    }

    private void apply(Plan.Planner planner, ViewEdit edit, List<String> lines)
            throws SQLException {
        List<Version> versions = edit.versions();
        Plan plan = planner.plan(versions);
        for (VersionKey key : plan.needed(versions)) {
            VersionLock.takeInTransaction(edit.connection(), key);
        }
        plan.apply(edit);
        Optional<StableView> stable = StableView.of(edit.connection(), view, edit.versions());
        if (stable.isPresent()) {
            stable.get().show();
        }
        lines.clear();
        lines.addAll(plan.lines(versions));
    }
}
