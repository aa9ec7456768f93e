package dev.sameriver.job;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.connect.Unavailable;
import dev.sameriver.log.EventBlock;
import dev.sameriver.source.EventLogSource;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.EventSource;
import dev.sameriver.view.EventType;
import dev.sameriver.view.RunOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Opens logs for a run by {@link EventLogSource}. */
final class LogEvents implements EventSource {

    private static final Duration LIVE_INTERVAL = Duration.ofMillis(100);

    private static final String ALL_LOGS = "logs";

    /** A disorder bound that nothing is late for. */
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE / 4);

    private static final long LIVE_DRIFT = Duration.ofMinutes(10).toMillis();

    private final StreamExecutionEnvironment environment;
    private final Settings settings;
    private final RunMode mode;
    private final RunOptions options;
    private final LiveOptions live;
    private final Set<String> logs = new LinkedHashSet<>();
    private long events;
    private long horizon = Long.MAX_VALUE;

    LogEvents(
            StreamExecutionEnvironment environment,
            Settings settings,
            RunMode mode,
            RunOptions options,
            LiveOptions live) {
        this.environment = environment;
        this.settings = settings;
        this.mode = mode;
        this.options = options;
        this.live = live;
    }

    @Override
    public <T> Opened<T> open(
            String log, EventType<T> type, Duration disorder, Duration before, String uid) {
        LogExtent extent = extent(log);
        events += extent.events();
        logs.add(log);
        EventLogSource<T> source =
                mode == RunMode.LIVE
                        ? EventLogSource.live(settings, log, type, disorder, live)
                        : EventLogSource.bounded(
                                settings,
                                log,
                                type,
                                options.foldLate() ? FOREVER : disorder,
                                mode == RunMode.STREAMING,
                                from(before),
                                millis(options.to(), Long.MAX_VALUE));
        check(source, type, log);
        int parallelism = environment.getParallelism();
        boolean isLive = mode == RunMode.LIVE;
        WatermarkStrategy<EventBlock<T>> aligned =
                WatermarkStrategy.<EventBlock<T>>noWatermarks()
                        .withWatermarkAlignment(
                                group(uid),
                                isLive ? liveDrift(extent) : extent.drift(parallelism),
                                isLive ? LIVE_INTERVAL : LogExtent.step(parallelism));
        DataStream<EventBlock<T>> stream =
                environment.fromSource(source, aligned, "log " + log).uid(uid);
        long end = mode == RunMode.LIVE ? Long.MAX_VALUE : extent.horizon(disorder.toMillis());
        horizon = Math.min(horizon, end);
        return new Opened<>(stream, end);
    }

    /**
     * Whose clocks a log's readers stay close to: in a replay, those of all logs, as what one is
     * ahead has to wait in memory. Live, those of its own: a log may be silent, and holds no
     * other's reading up.
     */
    private String group(String uid) {
        return mode == RunMode.STREAMING ? ALL_LOGS : uid;
    }

    /** Live, one may be quiet until its next heartbeat. */
    private Duration liveDrift(LogExtent extent) {
        long least = Math.max(LIVE_DRIFT, 3 * live.heartbeat().toMillis());
        return Duration.ofMillis(Math.max(extent.liveDrift().toMillis(), least));
    }

    /** The names of the logs that were opened. */
    Set<String> logs() {
        return logs;
    }

    /** How many events the archive holds of the logs that were opened. */
    long events() {
        return events;
    }

    /** The least clock where the run ends, of all logs that were opened. */
    long horizon() {
        return horizon;
    }

    private LogExtent extent(String log) {
        try {
            LogArchive archive =
                    LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
            return LogExtent.of(archive.manifest(), archive.definition().partitions());
        } catch (IOException e) {
            throw unreadable(log, e);
        }
    }

    /**
     * Whether the run starts from a savepoint. Its positions may lie behind the archive's end, in a
     * topic that has deleted what it no longer needs.
     */
    private boolean restores() {
        return environment
                .getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .isPresent();
    }

    private <T> void check(EventLogSource<T> source, EventType<T> type, String log) {
        try {
            source.checkColumns(type);
            if (mode == RunMode.LIVE && !restores()) {
                source.check();
            }
        } catch (IOException e) {
            throw unreadable(log, e);
        }
    }

    private Unavailable unreadable(String log, IOException e) {
        return new Unavailable(
                "The archive must be readable, but log "
                        + log
                        + " in --archive "
                        + settings.require(Settings.ARCHIVE)
                        + " is not ("
                        + e.getMessage()
                        + "): check the address, and that it is up.",
                e);
    }

    private long from(Duration before) {
        Instant from = options.from();
        return from == null ? Long.MIN_VALUE : from.minus(before).toEpochMilli();
    }

    private static long millis(@Nullable Instant instant, long otherwise) {
        return instant == null ? otherwise : instant.toEpochMilli();
    }
}
