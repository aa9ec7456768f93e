package dev.sameriver.source;

import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.TopicOffsets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives splits to readers: partition p to reader p mod parallelism; or, where spans may be read in
 * any order, the next one to whoever asks.
 *
 * <p>A reader that gets nothing is told so once all splits are planned, and only then: a reader
 * that went idle earlier would let the watermark pass the clock of a split that is still to be
 * given.
 *
 * <p>Where partitions end, no reader ends before all have read theirs: Flink's checkpoints keep
 * nothing of a task that has ended, so what the operators chained to it had counted would be lost
 * with the next failure. Who has read all is asked anew of every reader that starts, and is no part
 * of a checkpoint.
 */
final class EventLogEnumerator implements SplitEnumerator<LogSplit, EnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(EventLogEnumerator.class);

    private final SplitEnumeratorContext<LogSplit> context;
    private final SourceSpec spec;
    private final @Nullable Heartbeats heartbeats;
    private final @Nullable LinkedVersion version;

    private final Set<Integer> caughtUp = new HashSet<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Set<Integer> told = new HashSet<>();
    private final TreeSet<Integer> holders = new TreeSet<>();
    private @Nullable String topic;
    private boolean planned;

    private final List<LogSplit> pending;
    private volatile int partitions;

    EventLogEnumerator(
            SplitEnumeratorContext<LogSplit> context, SourceSpec spec, EnumeratorState restored) {
        this.context = context;
        this.spec = spec;
        this.partitions = restored.partitions();
        this.pending = new ArrayList<>(restored.pending());
        this.heartbeats = heartbeatMillis() > 0 ? new Heartbeats(spec) : null;
        VersionLink link = spec.options().link();
        this.version = link == null ? null : new LinkedVersion(context, spec, link);
    }

    @Override
    public void start() {
        if (!spec.spans()) {
            context.setIsProcessingBacklog(true);
        }
        context.callAsync(this::plan, this::planned);
        if (spec.live()) {
            long interval = LogTopic.discoveryMillis(spec.settings().kafkaProperties());
            context.callAsync(this::discover, this::planned, interval, interval);
        }
        if (heartbeats != null) {
            context.callAsync(
                    heartbeats::beat,
                    (appended, error) -> askProgress(error),
                    heartbeatMillis(),
                    heartbeatMillis());
        }
        if (version != null) {
            version.start();
        }
    }

    @Override
    public void addReader(int subtask) {
        forget(subtask);
        if (version != null) {
            version.added(subtask);
        }
        giveAll();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        if (planned) {
            giveNextSpan(subtask);
        }
    }

    @Override
    public void addSplitsBack(List<LogSplit> splits, int subtask) {
        pending.addAll(splits);
        forget(subtask);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof ReaderEvents.Holds) {
            holders.add(subtask);
        } else if (event instanceof ReaderEvents.CaughtUp) {
            caughtUp.add(subtask);
            if (caughtUp.size() == context.currentParallelism()) {
                allCaughtUp();
            }
        } else if (event instanceof ReaderEvents.Progress progress) {
            progress(subtask, progress);
        } else if (event instanceof ReaderEvents.Reached reached && version != null) {
            version.reached(reached, partitions);
        }
    }

    @Override
    public EnumeratorState snapshotState(long checkpointId) {
        if (version != null) {
            version.checkpoint(checkpointId);
        }
        return new EnumeratorState(partitions, List.copyOf(pending));
    }

    @Override
    public void close() {
        if (heartbeats != null) {
            heartbeats.close();
        }
    }

    private void progress(int subtask, ReaderEvents.Progress progress) {
        if (heartbeats != null) {
            heartbeats.progress(progress.splits());
        }
        if (version != null) {
            version.progress(subtask, progress.events());
        }
    }

    private long heartbeatMillis() {
        return spec.options().heartbeat().toMillis();
    }

    /** From here on nothing may be imported behind what is planned. */
    private SplitPlan plan() throws IOException {
        if (spec.live()) {
            spec.open().markLive();
        }
        return SplitPlan.make(spec, partitions);
    }

    /**
     * The splits of partitions that Kafka has and this source does not know; null if there are
     * none.
     */
    private @Nullable SplitPlan discover() throws IOException {
        if (topic == null) {
            topic = spec.open().definition().topic();
        }
        int known = partitions;
        int there = TopicOffsets.read(spec.settings().kafkaProperties(), topic).partitions();
        return there > known ? SplitPlan.make(spec, known) : null;
    }

    private void planned(@Nullable SplitPlan plan, @Nullable Throwable error) {
        if (error != null) {
            if (planned) {
                LOG.warn("New partitions of log {} could not be looked for.", spec.log(), error);
                return;
            }
            throw new FlinkRuntimeException(error.getMessage(), error);
        }
        if (plan == null && planned) {
            return;
        }
        if (plan != null && plan.partitions() > partitions) {
            pending.addAll(plan.splits());
            partitions = plan.partitions();
        }
        planned = true;
        if (spec.spans()) {
            context.registeredReaders().keySet().forEach(this::giveNextSpan);
        } else {
            giveAll();
        }
    }

    private void giveAll() {
        if (planned && !spec.spans()) {
            context.registeredReaders().keySet().forEach(this::give);
        }
    }

    private void give(int subtask) {
        List<LogSplit> own = new ArrayList<>();
        pending.removeIf(split -> owner(split) == subtask && own.add(split));
        for (LogSplit split : own) {
            context.assignSplit(split, subtask);
        }
        if (!own.isEmpty()) {
            caughtUp.remove(subtask);
            holders.add(subtask);
        }
        told.add(subtask);
        context.sendEventToSourceReader(subtask, new ReaderEvents.AllGiven());
    }

    private void allCaughtUp() {
        if (spec.live()) {
            context.setIsProcessingBacklog(false);
            if (version != null) {
                version.caughtUp(true);
            }
            return;
        }
        for (int subtask : caughtUp) {
            if (ended.add(subtask)) {
                context.signalNoMoreSplits(subtask);
            }
        }
    }

    private void giveNextSpan(int subtask) {
        if (pending.isEmpty()) {
            context.signalNoMoreSplits(subtask);
        } else {
            context.assignSplit(pending.remove(0), subtask);
        }
    }

    /**
     * Who reads a partition. One that is discovered later does not go to a reader that is idle: the
     * operators behind let time pass such a reader, and when it has a split again, do not wait for
     * it before it has caught up with them.
     */
    private int owner(LogSplit split) {
        int regular = split.partition() % context.currentParallelism();
        boolean idle = told.contains(regular) && !holders.contains(regular);
        return idle && !holders.isEmpty()
                ? List.copyOf(holders).get(split.partition() % holders.size())
                : regular;
    }

    /** A reader starts anew: what it was told and had is void. */
    private void forget(int subtask) {
        if (planned && spec.live()) {
            context.setIsProcessingBacklog(true);
            if (version != null) {
                version.caughtUp(false);
            }
        }
        caughtUp.remove(subtask);
        ended.remove(subtask);
        told.remove(subtask);
        holders.remove(subtask);
    }

    private void askProgress(@Nullable Throwable error) {
        if (error != null) {
            LOG.warn("Heartbeats of log {} could not be appended.", spec.log(), error);
        }
        context.registeredReaders()
                .keySet()
                .forEach(
                        subtask ->
                                context.sendEventToSourceReader(
                                        subtask, new ReaderEvents.AskProgress()));
    }
}
