package dev.sameriver.sandbox;

import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sandbox for all the integration tests of a JVM.
 *
 * <p>It lives in a directory of its own, starts a part when it is first asked for, and is taken
 * down, data and all, when the JVM ends.
 *
 * <pre>{@code
 * Sandbox sandbox = SharedSandbox.with(Part.HDFS, Part.KAFKA);
 * }</pre>
 */
public final class SharedSandbox {

    private static @Nullable SandboxOptions options;
    private static final Set<Part> PARTS = EnumSet.noneOf(Part.class);

    private SharedSandbox() {}

    /** The sandbox with every part healthy. */
    public static Sandbox get() {
        return with(Part.values());
    }

    /** The sandbox with at least these parts healthy; a process that a test killed is restarted. */
    public static synchronized Sandbox with(Part... parts) {
        SandboxOptions base = options == null ? first() : options;
        options = base;
        PARTS.addAll(Set.of(parts));
        return Sandbox.up(base.only(PARTS));
    }

    private static SandboxOptions first() {
        SandboxOptions fresh =
                Io.get(
                        () ->
                                SandboxOptions.defaults()
                                        .in(Files.createTempDirectory("sameriver-sandbox")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Sandbox.open(fresh).downAndDelete()));
        return fresh;
    }
}
