package dev.sameriver.cli;

import dev.sameriver.demo.Demo;
import dev.sameriver.demo.Verbs;
import dev.sameriver.job.Views;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SandboxOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code sameriver demo}: the first view on real flights. */
@Command(
        name = "demo",
        description =
                "Run the first view on real flights, from history into the present, in a sandbox of"
                        + " its own that is made anew.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String DATA = "jobs/airport-delays/src/main/data/flights-2001-q1.csv.gz";

    @Option(
            names = "--exit",
            description = "Stop the sandbox at the end; exit with 0 only if all digests agree.")
    private boolean exit;

    @Override
    public Integer call() throws Exception {
        SandboxOptions defaults = SandboxOptions.defaults();
        SandboxOptions options = defaults.in(defaults.directory().resolve("demo"));
        Path data = defaults.home().resolve(DATA);
        if (!Files.isReadable(data)) {
            throw new UserError(
                    "The demo needs " + data + ", which is not there: run it in a whole checkout.");
        }
        View view = Views.find("airport-delays@1", DemoCommand.class.getClassLoader());
        if (Files.exists(options.directory())) {
            System.out.println("The earlier demo in " + options.directory() + " is discarded.");
        }
        Sandbox.open(options).downAndDelete();
        System.out.println("== A sandbox of real servers, on this machine only.");
        boolean agree;
        try (LeftRunning hint = LeftRunning.in(options.directory())) {
            agree = demo(options, view, data);
        }
        return agree ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean demo(SandboxOptions options, View view, Path data) throws Exception {
        Sandbox sandbox =
                Sandbox.up(
                        options,
                        (process, took) ->
                                System.out.printf(
                                        Locale.ROOT,
                                        "%-14s healthy after %4.1f s  %s%n",
                                        process.name(),
                                        took.toMillis() / 1e3,
                                        process.address()));
        boolean agree = false;
        try {
            agree = demo(sandbox, view, data);
        } finally {
            if (exit) {
                sandbox.down();
            }
        }
        if (!exit) {
            sayWhatIsNext(sandbox, options);
        }
        return agree;
    }

    private static boolean demo(Sandbox sandbox, View view, Path data) throws Exception {
        Verbs verbs =
                new Verbs(
                        DemoCommand::commandLine,
                        List.of("--config", sandbox.settingsFile().toString()),
                        System.out);
        FlinkTarget cluster = new FlinkTarget(sandbox.settings(), List.of(JobJar.of(view)));
        return new Demo(sandbox, verbs, view, data, System.out).run(cluster);
    }

    private static int commandLine(List<String> words) {
        CommandLine main = Main.commandLine();
        return main.execute(words.toArray(String[]::new));
    }

    private static void sayWhatIsNext(Sandbox sandbox, SandboxOptions options) {
        System.out.printf(
                "%nThe sandbox stays up and the job runs on. Look at http://%s (Flink), or psql"
                        + " \"%s\".%nTo use it, add to a command: --config %s%nTo end it: %s%n",
                sandbox.settings().require("flink"),
                sandbox.settings().require("postgres").replaceFirst("^jdbc:", ""),
                CommandText.quoted(sandbox.settingsFile().toString()),
                LeftRunning.down(options.directory()));
    }
}
