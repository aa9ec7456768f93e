package dev.sameriver.sandbox;

import java.nio.file.Path;

/** A process of the sandbox failed to start, to become healthy, or to stop. */
public final class SandboxFailure extends RuntimeException {

    private final String process;
    private final Path log;

    SandboxFailure(String process, String what, Path log) {
        super(process + " " + what + "; its log is " + log);
        this.process = process;
        this.log = log;
    }

    /** The name of the process, as in {@code kafka}. */
    public String process() {
        return process;
    }

    /** The log of the process; it may not be there if it never started. */
    public Path log() {
        return log;
    }
}
