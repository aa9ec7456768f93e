package dev.sameriver.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Runs verbs of the command line as a user would, each shown before it runs. */
public final class Verbs {

    private final ToIntFunction<List<String>> commandLine;
    private final List<String> settings;
    private final PrintStream out;

    /**
     * @param commandLine runs a command and returns its exit code
     * @param settings the options that name the outside parts, added to each command
     */
    public Verbs(ToIntFunction<List<String>> commandLine, List<String> settings, PrintStream out) {
        this.commandLine = commandLine;
        this.settings = settings;
        this.out = out;
    }

    /**
     * Runs a verb.
     *
     * @throws IllegalStateException if it fails
     */
    void run(String... words) {
        show(words);
        quietly(words);
    }

    /** Shows a verb as a user would type it, with the settings, and does not run it. */
    void show(String... words) {
        out.println("$ ./sameriver " + String.join(" ", with(words)));
    }

    /** Runs a verb that is not shown. */
    void quietly(String... words) {
        int code = commandLine.applyAsInt(with(words));
        if (code != 0) {
            throw new IllegalStateException(
                    "sameriver " + words[0] + " ended with exit code " + code);
        }
    }

    private List<String> with(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(settings);
        return all;
    }
}
