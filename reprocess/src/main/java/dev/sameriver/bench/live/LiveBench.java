package dev.sameriver.bench.live;

import dev.sameriver.connect.Settings;
import dev.sameriver.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs systems in turn on the same load, broker and database.
 *
 * @param sandbox with Kafka and Postgres up
 * @param directory for the archives and checkpoints of the runs, absolute
 * @param parallelism 1 or more
 */
public record LiveBench(LiveLoad load, Sandbox sandbox, Path directory, int parallelism) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Runs each system so many times, and merges its runs.
     *
     * @throws IOException if a run fails, or its final rows are not those of the first run
     */
    public List<LiveRunResult> run(
            List<LiveSystem> systems,
            int rounds,
            RunningSystem.Starter starter,
            PrintStream progress)
            throws Exception {
        Map<LiveSystem, List<LiveRunResult>> runs = new LinkedHashMap<>();
        String expected = "";
        for (int round = 1; round <= rounds; round++) {
            for (LiveSystem system : systems) {
                LiveRunResult run = run(system, round, starter);
                progress.printf(
                        "%s, round %d: p50 %d ms, p99 %d ms, settled after %d ms, rows %s%n",
                        system,
                        round,
                        run.latency(0.5),
                        run.latency(0.99),
                        run.settled().toMillis(),
                        run.digest());
                expected = expected.isEmpty() ? run.digest() : expected;
                if (!run.digest().equals(expected)) {
                    throw new IOException(
                            "All systems must give the same final rows, but %s gave %s and the first run %s."
                                    .formatted(system, run.digest(), expected));
                }
                runs.computeIfAbsent(system, any -> new ArrayList<>()).add(run);
            }
        }
        return runs.values().stream().map(LiveRunResult::merged).toList();
    }

    private LiveRunResult run(LiveSystem system, int round, RunningSystem.Starter starter)
            throws Exception {
        String topic = "%s-%d".formatted(system.table(), round);
        Path own = directory.resolve(topic);
        Settings settings =
                sandbox.settings().overriddenBy(Map.of(Settings.ARCHIVE, own.toUri().toString()));
        LiveTopic log = LiveTopic.create(settings, topic, load.partitions());
        LiveOrder order =
                new LiveOrder(
                        system,
                        topic,
                        settings.asMap(),
                        parallelism,
                        own.resolve("checkpoints").toUri().toString());
        try (LiveTable table = new LiveTable(system, settings);
                LiveTable watched = new LiveTable(system, settings)) {
            table.drop();
            try (LiveProducer producer = new LiveProducer(load, log, settings);
                    RunningSystem running = starter.start(order)) {
                awaitStart(table, producer, running);
                return measured(system, table, new MarkerWatch(load, watched), producer, running);
            }
        }
    }

    private LiveRunResult measured(
            LiveSystem system,
            LiveTable table,
            MarkerWatch watch,
            LiveProducer producer,
            RunningSystem running)
            throws Exception {
        CpuReading before = CpuReading.read(running, sandbox);
        watch.start();
        Duration took;
        CpuReading appended;
        Duration settled;
        try (watch) {
            took = producer.appendLoad();
            appended = CpuReading.read(running, sandbox);
            producer.appendToAll(LiveLoad.START + Duration.ofDays(1).toMillis());
            settled = await(table, true, load.events(), running);
        }
        CpuReading after = CpuReading.read(running, sandbox);
        return new LiveRunResult(
                system,
                load.events() * 1e3 / took.toMillis(),
                producer.appended().stream().mapToLong(watch::millis).sorted().toArray(),
                settled,
                after.systemSince(before),
                after.postgresSince(before),
                appended.busySince(before),
                appended.othersSince(before),
                table.digest());
    }

    /** Waits for a row of a window that two events of earlier times open and close. */
    private void awaitStart(LiveTable table, LiveProducer producer, RunningSystem running)
            throws Exception {
        producer.appendToAll(LiveLoad.START - Duration.ofMinutes(20).toMillis());
        producer.appendToAll(LiveLoad.START - Duration.ofMinutes(10).toMillis());
        await(table, false, load.partitions(), running);
    }

    private static Duration await(
            LiveTable table, boolean ofLoad, long readings, RunningSystem running)
            throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        while (table.readings(ofLoad) < readings) {
            running.requireRunning();
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException(
                        "All events must be in rows %d minutes after the last at the latest, but only %d of %d are."
                                .formatted(PATIENCE.toMinutes(), table.readings(ofLoad), readings));
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
