package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.operator.WindowOperator;
import dev.sameriver.ordered.InputOperator;
import dev.sameriver.ordered.MachineOperator;
import dev.sameriver.ordered.RekeyOperator;
import dev.sameriver.run.JarBuild;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.util.FileUtils;

/**
 * Learns the shape of views: runs each in this process over logs without events, takes one
 * savepoint, and reads what it is made of. So what is learned is what Flink itself would write.
 */
final class ShapeLearner implements AutoCloseable {

    /** Jobs of any view start with one subtask a step, all of them in one slot, or a few. */
    private static final int SLOTS = 8;

    private static final Duration NO_CHECKPOINTS = Duration.ofDays(1);

    private final MiniCluster cluster;
    private final Path folder;

    private ShapeLearner(MiniCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /**
     * Starts what jobs are run in; to be closed.
     *
     * @param shared what a jar's classes share with this process's
     */
    static ShapeLearner start(List<String> shared) throws Exception {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(ViewJar.classLoading(shared))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(SLOTS)
                                .withRandomPorts()
                                .build());
        cluster.start();
        return new ShapeLearner(cluster, Files.createTempDirectory("sameriver-shapes"));
    }

    /**
     * Learns the shape of a view.
     *
     * @throws dev.sameriver.view.UserError if its derivation is refused
     * @throws ShapeFailure if its job does not start
     */
    ViewShape learn(View view, ViewJar jar) throws Exception {
        Optional<JarBuild> other = jar.otherBuild();
        if (other.isPresent()) {
            return ForeignShape.learn(other.get(), view, jar);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(jar.loader());
        try {
            return learnHere(view, jar);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private ViewShape learnHere(View view, ViewJar jar) throws Exception {
        StreamExecutionEnvironment environment = environment(view, jar);
        SilentLogs logs = new SilentLogs(environment);
        Rows rows = derive(view, logs);
        Steps steps = new Steps();
        for (Transformation<?> step : steps(environment)) {
            step.setParallelism(1);
            steps.add(step);
        }
        JobGraph job = graph(environment, jar);
        SavepointStates states = SavepointStates.read(savepoint(job), jar.loader());
        return new ViewShape(
                Inputs.uid(view),
                rows.schema(),
                rows.early(),
                logs.opened(),
                steps.windows,
                steps.inputs,
                steps.machines,
                operators(job, states));
    }

    private static Rows derive(View view, SilentLogs logs) throws ShapeFailure {
        try {
            return Inputs.derive(view, logs, RunOptions.LIVE);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw ShapeFailure.of(e);
        }
    }

    private static StreamExecutionEnvironment environment(View view, ViewJar jar) {
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(new Configuration(), jar.loader());
        new ViewJob(view, Settings.of(Map.of()), RunMode.LIVE, RunOptions.LIVE, LiveOptions.NONE)
                .configure(environment, NO_CHECKPOINTS);
        Configuration once = new Configuration();
        once.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        environment.configure(once);
        return environment;
    }

    /** All steps of the graph, also those that nothing reads. */
    private static Set<Transformation<?>> steps(StreamExecutionEnvironment environment) {
        Set<Transformation<?>> steps = new LinkedHashSet<>();
        environment
                .getTransformations()
                .forEach(step -> steps.addAll(step.getTransitivePredecessors()));
        return steps;
    }

    /** What the operators of the graph say of themselves. */
    private static final class Steps {

        private final List<WindowShape> windows = new ArrayList<>();
        private final List<InputShape> inputs = new ArrayList<>();
        private final List<MachineShape> machines = new ArrayList<>();

        private void add(Transformation<?> step) {
            if (step instanceof OneInputTransformation<?, ?> one
                    && one.getOperatorFactory() instanceof SimpleOperatorFactory<?> factory) {
                add(step.getUid(), factory.getOperator());
            }
        }

        private void add(String uid, StreamOperator<?> operator) {
            if (operator instanceof WindowOperator<?> window) {
                windows.add(WindowShape.of(uid, window));
            } else if (operator instanceof InputOperator<?> input) {
                inputs.add(InputShape.of(uid, input));
            } else if (operator instanceof RekeyOperator<?> input) {
                inputs.add(InputShape.of(uid, input));
            } else if (operator instanceof MachineOperator<?, ?, ?> machine) {
                machines.add(MachineShape.of(uid, machine));
            }
        }
    }

    private static JobGraph graph(StreamExecutionEnvironment environment, ViewJar jar)
            throws ShapeFailure {
        try {
            JobGraph job = environment.getStreamGraph().getJobGraph(jar.loader());
            job.setClasspaths(List.of(jar.url(), here()));
            return job;
        } catch (RuntimeException e) {
            throw ShapeFailure.of(e);
        }
    }

    /** Where the source of logs without events is. */
    private static URL here() {
        return SilentSource.class.getProtectionDomain().getCodeSource().getLocation();
    }

    private String savepoint(JobGraph job) throws Exception {
        RunningShape running = RunningShape.submit(cluster, job);
        running.awaitTasks();
        String savepoint =
                cluster.triggerSavepoint(
                                job.getJobID(),
                                folder.toUri().toString(),
                                true,
                                SavepointFormatType.CANONICAL)
                        .get();
        running.awaitEnd();
        return savepoint;
    }

    private static List<OperatorShape> operators(JobGraph job, SavepointStates states)
            throws IOException {
        List<OperatorShape> operators = new ArrayList<>();
        for (JobVertex vertex : job.getVertices()) {
            for (OperatorIDPair ids : vertex.getOperatorIDs()) {
                OperatorID id = ids.getGeneratedOperatorID();
                operators.add(
                        new OperatorShape(
                                id,
                                ids.getUserDefinedOperatorID().orElse(null),
                                ids.getUserDefinedOperatorUid(),
                                String.valueOf(ids.getUserDefinedOperatorName()),
                                states.maxParallelism(id),
                                states.of(id)));
            }
        }
        return operators;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
