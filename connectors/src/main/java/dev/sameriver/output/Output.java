package dev.sameriver.output;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/**
 * A place that takes rows and shows them to readers.
 *
 * <p>An example: {@code Output output = Output.of("postgres", settings)}, then {@code
 * output.prepare("airport_delays_v1", schema, false, true)} before the job is submitted and {@code
 * output.write(rows, "airport_delays_v1", schema, false, "airport-delays-v1-rows")} while it is
 * built make a table that {@code output.read("airport_delays_v1", schema)} reads.
 */
public interface Output {

    /**
     * The output of a specification: {@code postgres}, {@code kafka}, {@code parquet:URI} or {@code
     * csv:URI}, as in {@code parquet:hdfs://namenode:8020/views}.
     *
     * @throws UserError if there is no such output, or its address is not set
     */
    static Output of(String spec, Settings settings) {
        int colon = spec.indexOf(':');
        String kind = colon < 0 ? spec : spec.substring(0, colon);
        String address = colon < 0 ? "" : spec.substring(colon + 1);
        boolean file = kind.equals("parquet") || kind.equals("csv");
        if (file && address.isEmpty()) {
            throw new UserError(
                    "An output of files needs its folder, but --output is "
                            + spec
                            + ": write "
                            + kind
                            + ":URI, as in "
                            + kind
                            + ":file:///tmp/views.");
        }
        return switch (file || colon < 0 ? kind : "") {
            case "postgres" -> new PostgresOutput(settings);
            case "kafka" -> new KafkaOutput(settings);
            case "parquet" -> new FileOutput(FileFormat.PARQUET, address, settings);
            case "csv" -> new FileOutput(FileFormat.CSV, address, settings);
            default ->
                    throw new UserError(
                            "An output is postgres, kafka, parquet:URI or csv:URI, but --output is "
                                    + spec
                                    + ": name one of the four.");
        };
    }

    /**
     * Creates what rows of this name need, or checks that what is there fits. To be called before
     * the job starts.
     *
     * @param early whether rows may be early results; the output then has the boolean column {@code
     *     is_final}
     * @param fresh whether the job starts without a savepoint; files of an earlier run are then
     *     refused, as rows would be in them twice (a table or a topic takes them by key)
     * @throws UserError if what is there does not fit, or cannot be reached
     */
    void prepare(String name, RowSchema schema, boolean early, boolean fresh);

    /**
     * Ends a stream in this output.
     *
     * @param rows the rows, of the type {@link dev.sameriver.view.ViewRowTypeInfo}; the sink has
     *     their parallelism, so that the rows of a key keep their order
     * @param early whether rows may be early results, as given to {@link #prepare}
     * @param uid the sink's uid and name: the same for ever, as state is found by it
     */
    void write(DataStream<ViewRow> rows, String name, RowSchema schema, boolean early, String uid);

    /**
     * The rows as a reader would see them now: one for each key, in no order. To be closed.
     *
     * @throws UserError if there is nothing of this name
     */
    CloseableIterator<ViewRow> read(String name, RowSchema schema);
}
