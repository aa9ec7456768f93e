package dev.sameriver.compare;

import dev.sameriver.connect.Settings;
import dev.sameriver.output.Output;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.util.CloseableIterator;

/**
 * The final rows in a file of CSV lines.
 *
 * @param schema their columns, which such a file does not say itself
 * @param file the only one in its folder
 */
record FileRows(RowSchema schema, Path file) implements RowSource {

    /** It has what it was asked for. */
    @Override
    public long end() {
        return Long.MAX_VALUE;
    }

    /** Gives all rows, in the order of the file. */
    void readAll(Consumer<ViewRow> taker) throws Exception {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path base = Objects.requireNonNull(folder.getParent());
        Output files = Output.of("csv:" + base.toUri(), Settings.of(Map.of()));
        try (CloseableIterator<ViewRow> rows =
                files.read(String.valueOf(folder.getFileName()), schema)) {
            rows.forEachRemaining(taker);
        }
    }

    @Override
    public void read(Range range, Taker taker) throws Exception {
        Predicate<ViewRow> isIn = RowTimes.in(range, schema);
        readAll(
                row -> {
                    if (isIn.test(row)) {
                        DerivedRows.take(taker, row);
                    }
                });
    }
}
