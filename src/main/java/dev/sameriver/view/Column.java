package dev.sameriver.view;

import java.io.Serializable;

/** A column of a view: {@code name} is a lower-case identifier of letters, digits and _. */
public record Column(String name, ColumnType type) implements Serializable {}
