package dev.sameriver.view;

import dev.sameriver.function.Getter;

/**
 * A column of rows that are made of results.
 *
 * @param column its name and type
 * @param getter reads its value; an exception makes a dead letter of the event
 */
public record ResultColumn<R>(Column column, Getter<R, ?> getter) {

    /**
     * A column of what a getter returns; null stands for no value, except in a primary key.
     *
     * @param name lower-case letters, digits and _
     * @throws UserError if a column cannot hold what it returns; see {@link Types#of}
     */
    public static <R, V> ResultColumn<R> column(String name, Getter<R, V> getter) {
        return new ResultColumn<>(new Column(name, Types.of(getter, name)), getter);
    }
}
