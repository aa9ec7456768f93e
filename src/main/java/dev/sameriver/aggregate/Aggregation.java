package dev.sameriver.aggregate;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A view's aggregate columns taken as one, and where the accumulator of each lies in {@link
 * Totals}. Of count, quantile and sum, the count's is word 0, the sum's words 1 and 2, and the
 * quantile's is object 0.
 *
 * <p>Adding the events of a block takes three steps. {@link #bind} turns to the block and says
 * whether all values are among its columns. Where they are not, {@link #read(Object, int)} extracts
 * those of an event that are missing, and may throw: then the event is left out, and no accumulator
 * has changed. {@link #add(Additions, long[], Object[])} puts the values of many rows into
 * accumulators, and may not throw. An instance is used by one thread.
 */
public final class Aggregation<T> implements Serializable {

    private static final Object[] NO_OBJECTS = {};

    private final AggregateColumn<T>[] columns;

    /** Of each column, where its accumulator lies among the words, or else among the objects. */
    private final int[] places;

    private final WordColumn<T>[] wordColumns;
    private final int[] wordPlaces;
    private final ObjectColumn<T, Object>[] objectColumns;
    private final int words;

    /** The words of no event. */
    private final long[] empty;

    /** The columns whose values have to be read from the events of the block. */
    private final ArrayList<AggregateColumn<T>> unbound = new ArrayList<>();

    /** Takes the columns in their order in the view. */
    @SuppressWarnings("unchecked")
    public Aggregation(List<? extends AggregateColumn<T>> columns) {
        this.columns = columns.toArray(new AggregateColumn[0]);
        places = new int[this.columns.length];
        wordColumns = only(columns, WordColumn.class).toArray(new WordColumn[0]);
        wordPlaces = new int[wordColumns.length];
        objectColumns = only(columns, ObjectColumn.class).toArray(new ObjectColumn[0]);
        int nextWord = 0;
        int nextWordColumn = 0;
        int nextObject = 0;
        for (int i = 0; i < places.length; i++) {
            if (this.columns[i] instanceof WordColumn<T> column) {
                places[i] = nextWord;
                wordPlaces[nextWordColumn++] = nextWord;
                nextWord += column.size();
            } else {
                places[i] = nextObject++;
            }
        }
        words = nextWord;
        empty = new long[words];
        for (int i = 0; i < wordColumns.length; i++) {
            wordColumns[i].create(empty, wordPlaces[i]);
        }
    }

    private static <C> List<C> only(List<?> columns, Class<C> kind) {
        return columns.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The columns, in their order in the view. */
    public List<AggregateColumn<T>> columns() {
        return List.of(columns);
    }

    /** How many columns there are. */
    public int size() {
        return columns.length;
    }

    /** How many words the accumulators take. */
    public int words() {
        return words;
    }

    /** How many of the accumulators are objects. */
    public int objects() {
        return objectColumns.length;
    }

    /** New totals of no event. */
    public Totals create() {
        Totals totals = blank();
        create(totals);
        return totals;
    }

    /** Makes totals those of no event, whatever is at their place. */
    public void create(Totals totals) {
        System.arraycopy(empty, 0, totals.words, totals.at, words);
        for (int i = 0; i < objectColumns.length; i++) {
            totals.objects[totals.objectsAt + i] = objectColumns[i].create();
        }
    }

    /** Turns to a block; says whether all of its values can be added without reading events. */
    public boolean bind(EventBlock<T> block) {
        unbound.clear();
        for (AggregateColumn<T> column : columns) {
            if (!column.bind(block)) {
                unbound.add(column);
            }
        }
        return unbound.isEmpty();
    }

    /** Reads what the block's columns do not have of a row, from its event; may throw. */
    public void read(T value, int row) {
        for (int i = 0; i < unbound.size(); i++) {
            unbound.get(i).read(value, row);
        }
    }

    /**
     * Adds the values of rows, each to totals at a place of its own in these arrays.
     *
     * @return by how much {@link #bytes} of all these totals has grown
     */
    public long add(Additions additions, long[] intoWords, Object[] intoObjects) {
        for (int i = 0; i < wordColumns.length; i++) {
            wordColumns[i].add(additions, intoWords, wordPlaces[i]);
        }
        long grown = 0;
        for (int i = 0; i < objectColumns.length; i++) {
            ObjectColumn<T, Object> column = objectColumns[i];
            for (int j = 0; j < additions.size; j++) {
                Object accumulator = intoObjects[additions.objects[j] + i];
                grown -= column.bytes(accumulator);
                column.add(accumulator, additions.rows[j]);
                grown += column.bytes(accumulator);
            }
        }
        return grown;
    }

    /** Reads all values of a single event; may throw, and then nothing has changed. */
    public void read(Event<T> event) {
        bind(EventBlock.of(event));
        read(event.value(), 0);
    }

    /** Adds the values of the single event that was read last. */
    public void add(Totals totals) {
        Additions additions = new Additions();
        additions.put(0, totals.at, totals.objectsAt);
        add(additions, totals.words, totals.objects);
    }

    /** About how many bytes of memory the accumulators take that are objects. */
    public long bytes(Totals totals) {
        long bytes = 0;
        for (int i = 0; i < objectColumns.length; i++) {
            bytes += objectColumns[i].bytes(totals.objects[totals.objectsAt + i]);
        }
        return bytes;
    }

    /** Merges {@code from} into {@code into}; {@code from} is left as it was. */
    public void merge(Totals into, Totals from) {
        for (int i = 0; i < wordColumns.length; i++) {
            wordColumns[i].merge(
                    into.words, into.at + wordPlaces[i], from.words, from.at + wordPlaces[i]);
        }
        for (int i = 0; i < objectColumns.length; i++) {
            objectColumns[i].merge(
                    into.objects[into.objectsAt + i], from.objects[from.objectsAt + i]);
        }
    }

    /** Puts totals in another place, whatever is there; they are not to be used where they were. */
    public void move(Totals from, Totals into) {
        System.arraycopy(from.words, from.at, into.words, into.at, words);
        System.arraycopy(
                from.objects, from.objectsAt, into.objects, into.objectsAt, objectColumns.length);
    }

    /** Totals of the same events that share nothing with these. */
    public Totals copy(Totals from) {
        Totals copy = create();
        merge(copy, from);
        return copy;
    }

    /** Puts the columns' values into a row, from a column of it on. */
    @SuppressWarnings("unchecked")
    public void results(Totals totals, @Nullable Object[] row, int firstColumn) {
        for (int i = 0; i < columns.length; i++) {
            row[firstColumn + i] =
                    columns[i] instanceof WordColumn<T> column
                            ? column.result(totals.words, totals.at + places[i])
                            : ((ObjectColumn<T, Object>) columns[i])
                                    .result(totals.objects[totals.objectsAt + places[i]]);
        }
    }

    /** Writes the accumulators, in the columns' order. Equal totals give equal bytes. */
    @SuppressWarnings("unchecked")
    public void write(Totals totals, DataOutputView out) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] instanceof WordColumn<T> column) {
                column.write(totals.words, totals.at + places[i], out);
            } else {
                ((ObjectColumn<T, Object>) columns[i])
                        .write(totals.objects[totals.objectsAt + places[i]], out);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public Totals read(DataInputView in) throws IOException {
        Totals totals = blank();
        read(totals, in);
        return totals;
    }

    /** Reads what {@link #write} wrote into totals, whatever is at their place. */
    @SuppressWarnings("unchecked")
    public void read(Totals totals, DataInputView in) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] instanceof WordColumn<T> column) {
                column.read(totals.words, totals.at + places[i], in);
            } else {
                totals.objects[totals.objectsAt + places[i]] =
                        ((ObjectColumn<T, Object>) columns[i]).read(in);
            }
        }
    }

    /** What the accumulators' bytes mean: per column its name and its accumulator's format. */
    public String[] formats() {
        return Arrays.stream(columns)
                .map(column -> column.name() + "=" + column.format())
                .toArray(String[]::new);
    }

    /** Totals of any content, to be read into. */
    public Totals blank() {
        Object[] objects =
                objectColumns.length == 0 ? NO_OBJECTS : new Object[objectColumns.length];
        return new Totals(new long[words], objects);
    }
}
