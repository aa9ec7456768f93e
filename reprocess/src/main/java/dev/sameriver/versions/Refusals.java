package dev.sameriver.versions;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.view.UserError;
import java.util.List;

/** What more than one verb refuses. */
final class Refusals {

    private Refusals() {}

    /**
     * A version among those of its view.
     *
     * @throws UserError if it is not there
     */
    static Version require(List<Version> versions, VersionKey key) {
        return versions.stream()
                .filter(version -> version.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A version must be in the registry, but "
                                                + key
                                                + " is not ("
                                                + (versions.isEmpty()
                                                        ? "no version of the view is"
                                                        : "known are " + names(versions))
                                                + "): build it first."));
    }

    static String names(List<Version> versions) {
        return String.join(
                ", ", versions.stream().map(version -> version.key().toString()).toList());
    }
}
