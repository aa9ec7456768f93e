package dev.sameriver.bench;

/** What is measured. */
public enum BenchSystem {
    SAMERIVER("sameriver", new SameriverJob()),
    FLINK("stock Flink", new FlinkJob());

    private final String title;
    private final SystemJob job;

    BenchSystem(String title, SystemJob job) {
        this.title = title;
        this.job = job;
    }

    SystemJob job() {
        return job;
    }

    @Override
    public String toString() {
        return title;
    }
}
