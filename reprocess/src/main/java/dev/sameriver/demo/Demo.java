package dev.sameriver.demo;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.LogExtent;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.run.Replay;
import dev.sameriver.run.Sums;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/**
 * January and February lie in the archive, March comes through Kafka while the live job runs from
 * the one into the other; then two replays and the live table are compared.
 */
public final class Demo {

    private static final String LOG = "flights";
    private static final String PRESENT = "2001-03-01T00:00:00Z";
    private static final int RATE = 2_500;
    private static final int PARALLELISM = 2;
    private static final Duration CHECKPOINTS = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Sandbox sandbox;
    private final Settings settings;
    private final Verbs verbs;
    private final View view;
    private final Path data;
    private final PrintStream out;

    /**
     * @param sandbox with all parts up, and empty
     * @param data the flights
     */
    public Demo(Sandbox sandbox, Verbs verbs, View view, Path data, PrintStream out) {
        this.sandbox = sandbox;
        this.settings = sandbox.settings();
        this.verbs = verbs;
        this.view = view;
        this.data = data;
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @return whether batch replay, streaming replay and the live table agree
     */
    public boolean run(FlinkTarget target) throws Exception {
        say("History: January and February become an archive on HDFS.");
        importHistory();
        say("The live job starts in January 2001; Kafka is still empty.");
        LogDefinition log = archive().definition();
        LogTopic.create(settings.kafkaProperties(), log.topic(), log.partitions());
        JobClient job = startLive(target);
        WorstHours worst = new WorstHours(settings, ViewJob.tableName(view));
        long history = LogExtent.of(archive().manifest(), log.partitions()).events();
        watch(job, () -> history, worst);
        say(
                "The present: March comes through Kafka, a day in about a second; a heartbeat"
                        + " closes it.");
        CompletableFuture<Void> march = CompletableFuture.runAsync(this::produceMarch);
        watch(job, () -> march.isDone() ? history + produced(log) : Long.MAX_VALUE, worst);
        march.get();
        say("Kafka's tail is sealed into the archive, which is verified.");
        verbs.run("archive", LOG, "--once");
        verbs.run("verify");
        say("Parity: the same log, three ways.");
        return compare();
    }

    private LogArchive archive() throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), LOG);
    }

    /** How many events the log's topic holds: all but the closing heartbeat of each partition. */
    private long produced(LogDefinition log) {
        TopicOffsets offsets = TopicOffsets.read(settings.kafkaProperties(), log.topic());
        return offsets.records() - log.partitions();
    }

    private void importHistory() {
        verbs.run(
                "import",
                "--log",
                LOG,
                "--time",
                "scheduled",
                "--key",
                "origin",
                "--order",
                "reported",
                "--to",
                PRESENT,
                data.toString());
    }

    private void produceMarch() {
        verbs.run(
                "produce",
                LOG,
                "--order",
                "reported",
                "--from",
                PRESENT,
                "--rate",
                "" + RATE,
                data.toString());
        verbs.quietly("heartbeat", LOG);
    }

    private JobClient startLive(FlinkTarget target) throws Exception {
        verbs.show(
                "run",
                view.name(),
                "--output",
                "postgres",
                "-p",
                "" + PARALLELISM,
                "--checkpoints",
                CHECKPOINTS.toString());
        return new LiveRun(
                        view,
                        settings,
                        PARALLELISM,
                        "postgres",
                        LiveOptions.NONE,
                        CHECKPOINTS,
                        null)
                .start(target);
    }

    /** Shows the worst hours until the job has read as many events as there are. */
    private void watch(JobClient job, LongSupplier events, WorstHours worst) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        long read = 0;
        while (read < events.getAsLong()) {
            JobStatus status = job.getJobStatus().get(30, TimeUnit.SECONDS);
            if (status.isGloballyTerminalState() || Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "The live job is %s and has read %d events in %d minutes: see %s."
                                .formatted(
                                        status,
                                        read,
                                        PATIENCE.toMinutes(),
                                        sandbox.log(Sandbox.JOBMANAGER)));
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
            Sums sums = Sums.of(job.getAccumulators().get(30, TimeUnit.SECONDS));
            read = sums.read();
            worst.print(sums, out);
        }
    }

    private boolean compare() throws Exception {
        Replay.Result batch = replay(RunMode.BATCH);
        Replay.Result streaming = replay(RunMode.STREAMING);
        LiveTable live = new LiveTable(view, batch.schema(), settings);
        String table = live.lineWhenItIs(batch.line(), PATIENCE);
        out.println();
        out.println("batch replay      " + batch.line());
        out.println("streaming replay  " + streaming.line());
        out.println("live table        " + table);
        boolean agree = batch.line().equals(streaming.line()) && batch.line().equals(table);
        out.println(agree ? "All three agree." : "They do NOT agree.");
        return agree;
    }

    private Replay.Result replay(RunMode mode) throws Exception {
        Settings archiveOnly = settings.without(Settings.FLINK);
        out.printf(
                "$ ./sameriver replay %s --mode %s --digest -p %d --archive %s%n",
                view.name(),
                mode.name().toLowerCase(Locale.ROOT),
                PARALLELISM,
                archiveOnly.require(Settings.ARCHIVE));
        return new Replay(view, archiveOnly, mode, RunOptions.FINAL_ROWS, PARALLELISM, null, true)
                .run(new FlinkTarget(archiveOnly, List.of()), System.err);
    }

    private void say(String what) {
        out.println();
        out.println("== " + what);
    }
}
