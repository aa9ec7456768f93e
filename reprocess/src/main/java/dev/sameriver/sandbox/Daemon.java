package dev.sameriver.sandbox;

import java.io.IOException;
import java.util.List;

/** One kind of server process: how it is made ready, started, probed and asked to stop. */
interface Daemon {

    /** Unique within the sandbox, and fit for a file name. */
    String name();

    /** Where it serves, for people. */
    String address();

    /** Makes its data directory ready; does nothing if that was done before. */
    default void prepare() throws IOException, InterruptedException {}

    /** The command line, which carries the mark of the sandbox and this name. */
    List<String> command();

    /**
     * Asks the server itself.
     *
     * @return an empty string if it is healthy, else what is wrong in a few words
     */
    String complaint();

    /** The signal that asks it to end in good order. */
    default String stopSignal() {
        return "TERM";
    }
}
