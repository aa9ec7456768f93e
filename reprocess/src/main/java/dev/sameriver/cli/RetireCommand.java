package dev.sameriver.cli;

import dev.sameriver.registry.VersionKey;
import dev.sameriver.versions.Retirement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver retire}: end a version that no reader sees. */
@Command(
        name = "retire",
        description =
                "Retire a version that no reader sees: it is not gone back to any more, and"
                        + " listings of it end. Stop its job first if --drop is given.",
        mixinStandardHelpOptions = true)
final class RetireCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ChangeOptions changeOptions = new ChangeOptions();

    @Parameters(paramLabel = "VIEW@N", description = "The version, as airport-delays@1.")
    private String version = "";

    @Option(
            names = "--drop",
            description = "Drop its tables too: rows, late events and dead letters.")
    private boolean drop;

    @Override
    public Integer call() {
        VersionKey key = VersionKey.parse(version);
        changeOptions.run(settingsOptions.settings(), key.view(), new Retirement(key, drop));
        return ExitCode.OK;
    }
}
