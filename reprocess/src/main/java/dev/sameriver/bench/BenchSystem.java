package dev.sameriver.bench;

/** What is measured. */
public enum BenchSystem {
    /** A view, run as {@code sameriver replay} runs it. */
    SAMERIVER("sameriver"),
    /** Flink's windows with an incremental aggregate, fed by our source. */
    FLINK("stock Flink"),
    /** The same, fed by Flink's own source of Parquet files. */
    FLINK_FILES("stock Flink, FileSource"),
    /** Flink's window functions in SQL, over the same files. */
    FLINK_SQL("Flink SQL"),
    /** SQL over the same files, on two threads. */
    DUCKDB("DuckDB"),
    /** One thread that adds columns which are in memory already to a hash table of longs. */
    LOOP("plain loop");

    private final String title;

    BenchSystem(String title) {
        this.title = title;
    }

    boolean isFlink() {
        return this != DUCKDB && this != LOOP;
    }

    @Override
    public String toString() {
        return title;
    }
}
