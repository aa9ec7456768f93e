package dev.sameriver.cli;

import dev.sameriver.archive.ArchiveVerifier;
import dev.sameriver.archive.VerifyDepth;
import dev.sameriver.archive.VerifyReport;
import dev.sameriver.connect.Settings;
import dev.sameriver.run.ByteProgress;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sameriver verify}: read the archive back. */
@Command(
        name = "verify",
        description =
                "Read every manifest file and every segment back, and check hashes and chains.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(names = "--log", paramLabel = "NAME", description = "Only this log (default: all).")
    private @Nullable String log;

    @Option(
            names = "--rows",
            description =
                    "Also decode every row and count them anew, as an audit does (takes far"
                            + " longer).")
    private boolean rows;

    @Override
    public Integer call() throws IOException {
        VerifyDepth depth = rows ? VerifyDepth.ROWS : VerifyDepth.FILES;
        Settings settings = settingsOptions.settings();
        String archive = settings.require(Settings.ARCHIVE);
        VerifyReport report;
        try (ByteProgress progress = ByteProgress.show("verify", System.err)) {
            report = ArchiveVerifier.verify(archive, settings.hadoop(), log, depth, progress);
        }
        if (report.logs() == 0) {
            throw new UserError(
                    "An archive must hold a log to be verified, but "
                            + archive
                            + " holds none: check --archive, or import one.");
        }
        System.out.printf(
                Locale.ROOT,
                "verified logs=%d segments=%d rows=%d bytes=%d: %s%n",
                report.logs(),
                report.segments(),
                report.rows(),
                report.bytes(),
                report.isSound() ? "sound" : report.findings().size() + " finding(s)");
        report.findings().forEach(System.out::println);
        return report.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
