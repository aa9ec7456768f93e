package dev.sameriver.versions;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.view.UserError;
import java.util.List;
import java.util.Objects;

/**
 * Ends a version that no reader sees.
 *
 * @param drop whether its tables are dropped too
 */
public record Retirement(VersionKey key, boolean drop) implements Plan.Planner {

    @Override
    public Plan plan(List<Version> versions) {
        Version retired = Refusals.require(versions, key);
        if (retired.share() > 0) {
            throw new UserError(
                    "A version can be retired when no reader sees it, but "
                            + key
                            + " has a share of "
                            + retired.share()
                            + ": promote another version to 100, or roll back, first.");
        }
        if (drop && retired.job() != null && !retired.isSilent()) {
            throw new UserError(
                    "A version's tables can be dropped when no job writes them, but "
                            + key
                            + " has job "
                            + retired.job()
                            + ": run sameriver pause "
                            + key
                            + " first.");
        }
        for (Version other : versions) {
            if (Objects.equals(other.cutoverFrom(), key.version())) {
                throw new UserError(
                        "A version can be retired when no reader sees it, but "
                                + other.key()
                                + " takes the windows up to "
                                + other.cutoverAt()
                                + " from "
                                + key
                                + ": promote "
                                + other.key()
                                + " to 100 without --at first.");
            }
        }
        Target target = Target.of(retired).with(VersionState.RETIRED, 0).withoutCutover();
        return new Plan(List.of(target), drop ? List.of(retired) : List.of(), List.of());
    }
}
