package dev.sameriver.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets work on files and processes pass through methods that declare nothing. */
final class Io {

    /** Work with a result that may fail, or wait. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Work that may fail, or wait. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    private Io() {}

    static <T> T get(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while working on the sandbox", e);
        }
    }

    static void run(Step step) {
        get(
                () -> {
                    step.run();
                    return true;
                });
    }
}
