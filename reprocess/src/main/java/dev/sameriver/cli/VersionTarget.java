package dev.sameriver.cli;

import dev.sameriver.backfill.Backfill;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.View;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** The options of verbs on the job of one version. */
final class VersionTarget {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ViewOptions viewOptions = new ViewOptions();

    @Mixin private WhoOptions whoOptions = new WhoOptions();

    int parallelism() {
        return viewOptions.parallelism();
    }

    Backfill backfill() throws IOException {
        Settings settings = settingsOptions.settings();
        View view = viewOptions.viewThatRuns(settings);
        return new Backfill(
                view,
                settings,
                viewOptions.target(settings, view),
                whoOptions.who(),
                whoOptions.why());
    }
}
