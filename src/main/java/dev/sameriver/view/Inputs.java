package dev.sameriver.view;

import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a view's derivation starts from: the event logs that it reads. */
public final class Inputs {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private static final int MOST_LOGS = 256;

    private final EventSource source;
    private final RunOptions options;
    private final String uid;

    /** The logs that were opened, by their numbers in the view. */
    private final List<String> logs = new ArrayList<>();

    /** The disorder bounds by which events of logs are judged. */
    private final Map<String, Duration> bounds = new HashMap<>();

    private final Share.All shares = new Share.All();

    /** How often each step was named, as a derivation may take one more than once. */
    private final Map<String, Integer> steps = new HashMap<>();

    private Inputs(EventSource source, RunOptions options, String uid) {
        this.source = source;
        this.options = options;
        this.uid = uid;
    }

    /**
     * Derives a view's rows from a source of events.
     *
     * @throws UserError if the view's name or version breaks the rules, or its derivation is
     *     refused
     */
    public static Rows derive(View view, EventSource source, RunOptions options) {
        if (!NAME.matcher(view.name()).matches()) {
            throw new UserError(
                    "A view's name must be lower-case letters, digits and hyphens and start with a"
                            + " letter, but is \""
                            + view.name()
                            + "\": rename the view.");
        }
        if (view.version() < 1) {
            throw new UserError(
                    "A view's version must be 1 or greater, but view "
                            + view.name()
                            + " has "
                            + view.version()
                            + ": start at 1.");
        }
        return view.derive(new Inputs(source, options, uid(view)));
    }

    /** What the uids of a view's operators start with: {@code airport-delays-v1}. */
    public static String uid(View view) {
        return String.format(Locale.ROOT, "%s-v%d", view.name(), view.version());
    }

    /**
     * The events of a log.
     *
     * @param log the log's name
     * @param type a Java record; its components are the columns that the view reads, {@code
     *     delayMinutes} standing for the column {@code delay_minutes}, and no others are read
     */
    public <T> EventStream<T> events(String log, Class<T> type) {
        return events(log, EventType.of(type));
    }

    /**
     * The events of a log, read into what need not be a Java record.
     *
     * @param log the log's name
     */
    public <T> EventStream<T> events(String log, EventType<T> type) {
        return new EventStream<>(
                this,
                log,
                type,
                null,
                null,
                (disorder, before) -> source.open(log, type, disorder, before, uid("log-" + log)));
    }

    EventSource source() {
        return source;
    }

    RunOptions options() {
        return options;
    }

    /**
     * Numbers a log that was opened.
     *
     * @param disorder by which its events are judged; null if none of them is late
     * @throws UserError if it is one too many, or one event would be judged in two ways
     */
    int number(String log, @Nullable Duration disorder) {
        if (logs.size() == MOST_LOGS) {
            throw new UserError(
                    "A view in order can read at most "
                            + MOST_LOGS
                            + " logs, but log "
                            + log
                            + " is one more: derive two views.");
        }
        Duration before = disorder == null ? null : bounds.putIfAbsent(log, disorder);
        if (before != null && !before.equals(disorder)) {
            throw new UserError(
                    "A log that a view reads twice must have one disorder bound, but log "
                            + log
                            + " has "
                            + before
                            + " and "
                            + disorder
                            + ": declare the longer one for both.");
        }
        logs.add(log);
        return logs.size() - 1;
    }

    /** The names of the logs that were opened, by number. */
    List<String> logs() {
        return new ArrayList<>(logs);
    }

    /** The share in the job's sums of one more operator that counts. */
    Share share() {
        return shares.next();
    }

    /**
     * Which rows the run asks for.
     *
     * @param horizon the least clock where it ends
     */
    RowRange range(long horizon) {
        return new RowRange(
                millis(options.from(), Long.MIN_VALUE),
                millis(options.to(), Long.MAX_VALUE),
                horizon,
                options.open());
    }

    private static long millis(@Nullable Instant instant, long otherwise) {
        return instant == null ? otherwise : instant.toEpochMilli();
    }

    /**
     * The uid of a step: {@code airport-delays-v1-combine}, of a second one {@code ...-combine#2}.
     */
    String uid(String step) {
        return uidOf(step(step));
    }

    /** The name of a step: {@code combine}, of a second one {@code combine#2}. */
    String step(String name) {
        int times = steps.merge(name, 1, Integer::sum);
        return times == 1 ? name : name + "#" + times;
    }

    /** The uid of a step of this name. */
    String uidOf(String step) {
        return uid + "-" + step;
    }
}
