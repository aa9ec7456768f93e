package dev.sameriver.view;

/** The types that a view's columns can have, and the Java class that holds a value of each. */
public enum ColumnType {
    /** A {@link String}. */
    TEXT,
    /** A {@link Long}. */
    LONG,
    /** A {@link Double}. */
    DOUBLE,
    /** A {@link java.math.BigDecimal}. */
    DECIMAL,
    /** A {@link Boolean}. */
    BOOLEAN,
    /** A {@link Long}: milliseconds since 1970-01-01T00:00Z. */
    TIMESTAMP
}
