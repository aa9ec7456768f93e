package dev.sameriver.source;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a source makes of a log's events: a view's record, or a row of a table. For one thread.
 *
 * @param <T> the type of the values
 */
public interface EventMapper<T> {

    /**
     * The names of the columns that the value needs.
     *
     * @param name the log's name
     * @param log its current schema
     * @throws dev.sameriver.view.UserError if the log lacks one
     */
    List<String> columns(String name, Schema log);

    /**
     * What makes the values of whole blocks; null if they have to be made one by one.
     *
     * @param columns the schema of the columns that are read
     */
    @Nullable BlockMapper<T> blocks(Schema columns);

    /**
     * The value of an event.
     *
     * @throws IllegalArgumentException if a column does not fit; the message says why
     */
    T map(GenericRecord event);

    /** What an event held of the columns that are read, for people. */
    String text(GenericRecord event);
}
