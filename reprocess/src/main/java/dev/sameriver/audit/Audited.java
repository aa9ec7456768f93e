package dev.sameriver.audit;

import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.view.View;
import java.nio.file.Path;

/**
 * The version that is audited, and what derives it.
 *
 * @param view the main engine's
 * @param target where the main engine runs
 * @param jar the view's jar, from which Beam takes it
 * @param beam the folder that holds Beam's rendition, built
 */
public record Audited(View view, FlinkTarget target, Path jar, Path beam) {

    /** The version. */
    public VersionKey key() {
        return new VersionKey(view.name(), view.version());
    }

    /** As in {@code airport-delays@1}. */
    public String label() {
        return key().toString();
    }
}
