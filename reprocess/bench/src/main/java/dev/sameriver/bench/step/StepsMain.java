package dev.sameriver.bench.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.bench.Step;
import dev.sameriver.bench.StepFigure;
import dev.sameriver.bench.StepOrder;
import dev.sameriver.bench.StepReport;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures steps: reads a {@link StepOrder}, writes a {@link StepReport}. */
public final class StepsMain {

    private static final String GARBAGE = "gc.alloc.rate.norm";

    private StepsMain() {}

    /**
     * @param arguments the order's file and the report's, in JSON
     */
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        StepOrder order = json.readValue(new File(arguments[0]), StepOrder.class);
        json.writeValue(new File(arguments[1]), run(order));
        System.exit(0);
    }

    static StepReport run(StepOrder order) throws RunnerException {
        List<StepFigure> figures = new ArrayList<>();
        for (Step step : order.steps()) {
            Collection<RunResult> results = new Runner(options(order, step)).run();
            results.forEach(result -> figures.add(figure(step, result)));
        }
        return new StepReport(figures);
    }

    private static Options options(StepOrder order, Step step) {
        TimeValue round = order.quick() ? TimeValue.milliseconds(10) : TimeValue.seconds(1);
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("\\.\\w+Step\\." + step.label() + "$")
                        .mode(Mode.AverageTime)
                        .addProfiler(GCProfiler.class)
                        .forks(order.fork() ? 1 : 0)
                        .warmupTime(round)
                        .warmupIterations(order.quick() ? 0 : 4)
                        .measurementTime(round)
                        .measurementIterations(order.quick() ? 1 : 5)
                        .shouldFailOnError(true);
        return options.build();
    }

    private static StepFigure figure(Step step, RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> garbage = result.getSecondaryResults().get(GARBAGE);
        return new StepFigure(
                name(step, result.getParams()),
                step.unit(),
                time.getScore(),
                time.getScoreError(),
                garbage == null ? Double.NaN : garbage.getScore());
    }

    private static String name(Step step, BenchmarkParams params) {
        StringBuilder name = new StringBuilder(step.label());
        for (String parameter : params.getParamsKeys()) {
            name.append(", ").append(params.getParam(parameter)).append(' ').append(parameter);
        }
        return name.toString();
    }
}
