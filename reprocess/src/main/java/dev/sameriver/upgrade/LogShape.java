package dev.sameriver.upgrade;

import java.io.Serializable;
import java.time.Duration;

/** A log that a view reads, and the disorder bound that it is read under. */
record LogShape(String uid, String log, Duration disorder) implements Serializable {}
