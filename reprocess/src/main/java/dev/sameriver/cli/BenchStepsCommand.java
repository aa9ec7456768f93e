package dev.sameriver.cli;

import static java.util.stream.Collectors.joining;

import dev.sameriver.bench.BenchProcess;
import dev.sameriver.bench.Step;
import dev.sameriver.bench.StepOrder;
import dev.sameriver.bench.StepReport;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sameriver bench steps}: what each inner step costs for an event. */
@Command(
        name = "steps",
        description = "Measure the inner steps of a job one by one: time and garbage for an event.",
        mixinStandardHelpOptions = true)
final class BenchStepsCommand implements Callable<Integer> {

    private static final String MAIN = "dev.sameriver.bench.step.StepsMain";

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only the steps whose names hold this (default: all).")
    private String filter = "";

    @Option(
            names = "--quick",
            description = "One short round each: whether steps run, not how fast.")
    private boolean quick;

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = "Where the process works and logs (default: target/bench).")
    private @Nullable Path directory;

    @Override
    public Integer call() throws Exception {
        List<Step> steps = steps();
        Path kept = BenchCommand.directory(directory);
        BenchProcess process = new BenchProcess(kept, BenchCommand.home(), List.of("-Xmx1g"));
        System.err.println(
                quick ? "measuring ..." : "measuring, about ten seconds for each step ...");
        StepOrder order = new StepOrder(steps, quick, !quick);
        StepReport report = process.run("bench steps", MAIN, order, StepReport.class);
        System.out.println(BenchCommand.text(spec));
        TextTable.lines(report.table()).forEach(System.out::println);
        return ExitCode.OK;
    }

    private List<Step> steps() {
        List<Step> all = List.of(Step.values());
        List<Step> found = all.stream().filter(step -> step.label().contains(filter)).toList();
        if (found.isEmpty()) {
            throw new UserError(
                    "A filter must leave a step of %s, but --filter is %s: give a part of a name."
                            .formatted(
                                    all.stream().map(Step::label).collect(joining(", ")), filter));
        }
        return found;
    }
}
