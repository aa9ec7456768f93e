package dev.sameriver.cli;

import dev.sameriver.audit.AuditedPromotion;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.versions.LogEnds;
import dev.sameriver.versions.Promotion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver promote}: give a version a share of the readers. */
@Command(
        name = "promote",
        description =
                "Give a version of a view a share of its readers, at once for all new reads. The"
                        + " version before keeps the rest, and is kept to roll back to.",
        mixinStandardHelpOptions = true)
final class PromoteCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ChangeOptions changeOptions = new ChangeOptions();

    @Parameters(paramLabel = "VIEW@N", description = "The version, as airport-delays@2.")
    private String version = "";

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            required = true,
            description = "How many percent of the readers see it, 0 to 100.")
    private int share;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "The end of a window, as 2001-03-31T00:00:00Z: rows of windows up to then are"
                            + " from the version before, later ones from this one (with --share"
                            + " 100).")
    private @Nullable Instant at;

    @Option(
            names = "--max-lag",
            paramLabel = "EVENTS",
            defaultValue = "" + Promotion.DEFAULT_MAX_LAG,
            description =
                    "How many events the version may be behind the one before, and behind"
                            + " Kafka's end if --kafka is set (default: ${DEFAULT-VALUE}).")
    private long maxLag;

    @Option(
            names = "--force",
            description =
                    "Promote it even if it is building or retired, behind, without a job, or"
                            + " has failed its audit or lost its record.")
    private boolean force;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description =
                    "The public key of who audits, by which the records of the version's audits are"
                            + " checked (default: the one beside the setting audit.key's file).")
    private @Nullable Path publicKey;

    @Override
    public Integer call() throws IOException {
        VersionKey key = VersionKey.parse(version);
        Settings settings = settingsOptions.settings();
        changeOptions.run(
                settings,
                key.view(),
                new AuditedPromotion(
                        new Promotion(key, share, at, force, maxLag, ends(settings, key.view())),
                        settings,
                        AuditKeyFile.publicOf(settings, publicKey)));
        return ExitCode.OK;
    }

    /** Where the logs of a view's versions end in Kafka; empty where none is set, or asked for. */
    private LogPosition ends(Settings settings, String view) throws IOException {
        boolean isAsked =
                !force
                        && settings.find(Settings.KAFKA).isPresent()
                        && settings.find(Settings.ARCHIVE).isPresent();
        LogPosition all = LogPosition.EMPTY;
        if (isAsked) {
            for (Version known : Registry.open(settings).versions(view)) {
                all = all.furthest(known.position());
            }
        }
        return isAsked ? LogEnds.of(settings, all) : all;
    }
}
