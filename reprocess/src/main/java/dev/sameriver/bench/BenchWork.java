package dev.sameriver.bench;

import java.util.List;

/** What a case derives, and of which logs. */
public enum BenchWork {
    /** Count, sum and maximum by key and window. */
    WINDOWS("windows", List.of(new ReadingLog())),
    /** Each reading with the rate that holds at its time. */
    AS_OF("as-of join", List.of(new ReadingLog(), new RateLog())),
    /** The entries of the accounts that transfers move money between, with balances. */
    TRANSFERS("transfers", List.of(new TransferLog()));

    private final String title;
    private final List<BenchLog> logs;

    BenchWork(String title, List<BenchLog> logs) {
        this.title = title;
        this.logs = logs;
    }

    /** The logs that are read. */
    List<BenchLog> logs() {
        return logs;
    }

    /** What the folders of the data begin with. */
    String folder() {
        return this == WINDOWS ? "" : title.replace(' ', '-') + "-";
    }

    @Override
    public String toString() {
        return title;
    }
}
