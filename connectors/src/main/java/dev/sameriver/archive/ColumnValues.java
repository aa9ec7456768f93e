package dev.sameriver.archive;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one of an event's columns holds in some rows that follow each other.
 *
 * <p>Rows count from 0. The arrays may be longer than there are rows; which number stands at a row
 * without a value means nothing.
 */
public final class ColumnValues {

    /** How values lie in the arrays: the first two among the longs, the next two the doubles. */
    public enum Kind {
        LONG,
        INT,
        DOUBLE,
        FLOAT,
        BOOLEAN,
        TEXT;

        /** How a column of an Avro type lies; null if it is none of these. */
        public static @Nullable Kind of(Schema column) {
            Schema type = TimeField.withoutNull(column);
            return switch (type.getType()) {
                case LONG -> LONG;
                case INT -> INT;
                case DOUBLE -> DOUBLE;
                case FLOAT -> FLOAT;
                case BOOLEAN -> BOOLEAN;
                case STRING -> type.getLogicalType() == null ? TEXT : null;
                default -> null;
            };
        }
    }

    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private final Kind kind;
    private final long[] longs;
    private final double[] doubles;
    private final @Nullable Object[] objects;
    private final boolean @Nullable [] absent;

    private ColumnValues(
            Kind kind,
            long[] longs,
            double[] doubles,
            @Nullable Object[] objects,
            boolean @Nullable [] absent) {
        this.kind = kind;
        this.longs = longs;
        this.doubles = doubles;
        this.objects = objects;
        this.absent = absent;
    }

    /** Reads on in a column, into arrays of a pool. */
    static ColumnValues read(Kind kind, PageColumn column, int size, ArrayPool pool) {
        long[] longs = NO_LONGS;
        double[] doubles = NO_DOUBLES;
        @Nullable Object[] objects = NO_OBJECTS;
        switch (kind) {
            case LONG, INT -> {
                longs = pool.longs();
                column.longs(longs, size);
            }
            case DOUBLE, FLOAT -> {
                doubles = pool.doubles();
                column.doubles(doubles, size);
            }
            case BOOLEAN, TEXT -> {
                objects = pool.objects();
                column.objects(objects, size);
            }
        }
        return new ColumnValues(kind, longs, doubles, objects, column.absent());
    }

    public Kind kind() {
        return kind;
    }

    /** The values of a column of {@link Kind#LONG} or {@link Kind#INT}. */
    public long[] longs() {
        return longs;
    }

    /** The values of a column of {@link Kind#DOUBLE} or {@link Kind#FLOAT}. */
    public double[] doubles() {
        return doubles;
    }

    /**
     * The values of a column of {@link Kind#TEXT}, Strings, or {@link Kind#BOOLEAN}; null at a row
     * without one.
     */
    public @Nullable Object[] objects() {
        return objects;
    }

    /** Which rows have no value; null if all have one. */
    public boolean @Nullable [] absent() {
        return absent;
    }

    /** A row's value as Avro's generic records hold it; null if it has none. */
    public @Nullable Object get(int row) {
        if (absent != null && absent[row]) {
            return null;
        }
        return switch (kind) {
            case LONG -> longs[row];
            case INT -> (int) longs[row];
            case DOUBLE -> doubles[row];
            case FLOAT -> (float) doubles[row];
            case BOOLEAN, TEXT -> objects[row];
        };
    }

    /** Gives the arrays back. */
    void release(ArrayPool pool) {
        switch (kind) {
            case LONG, INT -> pool.give(longs);
            case DOUBLE, FLOAT -> pool.give(doubles);
            case BOOLEAN, TEXT -> pool.give(objects);
        }
    }

    /** Moves some rows to the front, in their order; the others are gone. */
    void keep(int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (longs.length > 0) {
                longs[i] = longs[row];
            } else if (doubles.length > 0) {
                doubles[i] = doubles[row];
            } else {
                objects[i] = objects[row];
            }
            if (absent != null) {
                absent[i] = absent[row];
            }
        }
    }
}
