package dev.sameriver.cli;

import dev.sameriver.sandbox.SandboxOptions;
import java.nio.file.Path;

/**
 * Tells whoever interrupts a command (Ctrl-C) how to end the servers, which outlive it.
 *
 * <pre>{@code
 * try (LeftRunning hint = LeftRunning.in(directory)) {
 *     sandbox = Sandbox.up(options);   // interrupted here, it says: ./sameriver sandbox down
 * }
 * }</pre>
 */
final class LeftRunning implements AutoCloseable {

    private final Thread hook;

    private LeftRunning(Thread hook) {
        this.hook = hook;
    }

    /** Stands ready until it is closed. */
    static LeftRunning in(Path directory) {
        Thread hook =
                new Thread(
                        () ->
                                System.err.printf(
                                        "%nsameriver: interrupted; servers that were started in %s"
                                                + " run on. To end them: %s%n",
                                        directory, down(directory)));
        Runtime.getRuntime().addShutdownHook(hook);
        return new LeftRunning(hook);
    }

    /** The command that ends a sandbox. */
    static String down(Path directory) {
        boolean usual = directory.equals(SandboxOptions.defaults().directory());
        return "./sameriver sandbox down"
                + (usual ? "" : " --dir " + CommandText.quoted(directory.toString()));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook is speaking already.
        }
    }
}
