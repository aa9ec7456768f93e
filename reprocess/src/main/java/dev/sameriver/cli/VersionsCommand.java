package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Change;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.versions.LogEnds;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver versions}: what the registry knows. */
@Command(
        name = "versions",
        description = "Show the versions of views: state, share of readers, how far each has come.",
        mixinStandardHelpOptions = true)
final class VersionsCommand implements Callable<Integer> {

    private static final String NONE = "-";

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Parameters(
            paramLabel = "VIEW",
            arity = "0..1",
            description = "Only this view, as airport-delays (default: all).")
    private @Nullable String view;

    @Option(
            names = "--changes",
            description = "Show what was changed of the view, when, by whom and why.")
    private boolean changes;

    @Option(
            names = "--kafka-lag",
            description =
                    "Ask Kafka where the logs end, and show lags behind that (default: behind the"
                            + " furthest version of the view).")
    private boolean kafkaLag;

    @Override
    public Integer call() throws Exception {
        if (changes && view == null) {
            throw new UserError(
                    "Changes are shown of one view, but none was named with --changes: add its"
                            + " name, as in versions airport-delays --changes.");
        }
        Settings settings = settingsOptions.settings();
        Registry registry = Registry.open(settings);
        List<Version> versions = view == null ? registry.versions() : registry.versions(view);
        if (versions.isEmpty()) {
            System.out.println("no version" + (view == null ? "" : " of " + view));
        } else {
            TextTable.lines(table(versions, ends(settings, versions))).forEach(System.out::println);
        }
        if (changes && view != null) {
            System.out.println();
            TextTable.lines(log(registry.changes(view))).forEach(System.out::println);
        }
        return ExitCode.OK;
    }

    /** What versions are to reach, by view. */
    private Map<String, LogPosition> ends(Settings settings, List<Version> versions)
            throws IOException {
        Map<String, LogPosition> ends = new HashMap<>();
        for (Version version : versions) {
            ends.merge(version.key().view(), version.position(), LogPosition::furthest);
        }
        if (kafkaLag) {
            for (Map.Entry<String, LogPosition> furthest : ends.entrySet()) {
                furthest.setValue(LogEnds.of(settings, furthest.getValue()));
            }
        }
        return ends;
    }

    private static List<List<String>> table(List<Version> versions, Map<String, LogPosition> ends) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("version", "state", "share", "lag", "watermark", "reported", "cutover"));
        for (Version version : versions) {
            LogPosition end = ends.getOrDefault(version.key().view(), LogPosition.EMPTY);
            rows.add(
                    List.of(
                            version.key().toString(),
                            version.state().text(),
                            version.share() + "%",
                            String.valueOf(version.position().lag(end)),
                            text(version.watermark()),
                            text(version.reportedAt()),
                            version.cutoverAt() == null
                                    ? NONE
                                    : version.cutoverAt() + " from @" + version.cutoverFrom()));
        }
        return rows;
    }

    private static List<List<String>> log(List<Change> changes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("at", "version", "what", "who", "why"));
        for (Change change : changes) {
            rows.add(
                    List.of(
                            change.at().toString(),
                            change.key().toString(),
                            change.what(),
                            change.who(),
                            text(change.why())));
        }
        return rows;
    }

    private static String text(@Nullable Object value) {
        return value == null ? NONE : value.toString();
    }
}
