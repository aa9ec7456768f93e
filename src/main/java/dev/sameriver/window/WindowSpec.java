package dev.sameriver.window;

import java.io.Serializable;

/** How a stream is cut into windows; made by {@link Windows}. */
public sealed interface WindowSpec extends Serializable permits AlignedWindows, SessionWindows {}
