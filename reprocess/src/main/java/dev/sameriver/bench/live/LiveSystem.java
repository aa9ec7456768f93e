package dev.sameriver.bench.live;

/** What is measured. */
public enum LiveSystem {
    /** A view, run as {@code sameriver run} runs it. */
    SAMERIVER("sameriver", "live_v1"),
    /** Flink's Kafka source, windows and JDBC sink, firing whenever a key has changed. */
    FLINK("stock Flink, fires on change", "stock_change_v1"),
    /** The same with Flink's own trigger, which fires every key with events at every interval. */
    FLINK_CONTINUOUS("stock Flink, ContinuousEventTimeTrigger", "stock_continuous_v1");

    private final String title;
    private final String table;

    LiveSystem(String title, String table) {
        this.title = title;
        this.table = table;
    }

    /** The table of its rows in Postgres. */
    public String table() {
        return table;
    }

    @Override
    public String toString() {
        return title;
    }
}
