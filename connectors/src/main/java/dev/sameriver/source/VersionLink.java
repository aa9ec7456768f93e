package dev.sameriver.source;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What ties a live run to the version of a view that it derives. Its methods are called by one
 * thread that may wait; what they throw is logged, and tried again with the next checkpoint.
 */
public interface VersionLink extends Serializable {

    /** Says how far a log is derived; a run of several logs says so of each by itself. */
    void reached(LogProgress progress) throws Exception;

    /**
     * How far the version is that readers are served from, as {@link LogProgress#offsets}, so that
     * this run can hold back while that one is behind; null if none is, or it is this one.
     */
    @Nullable Map<Integer, Long> served(String log) throws Exception;
}
