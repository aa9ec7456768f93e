package dev.sameriver.sql;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlSet;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.jspecify.annotations.Nullable;

/**
 * A view that is a file of Flink SQL:
 *
 * <pre>
 * SET 'sameriver.version' = '1';
 *
 * CREATE TABLE flights (
 *     origin STRING,
 *     scheduled TIMESTAMP_LTZ(3),
 *     WATERMARK FOR scheduled AS scheduled - INTERVAL '2' HOUR
 * ) WITH ('connector' = 'sameriver');
 *
 * CREATE VIEW `flights-an-hour` AS
 * SELECT origin, window_start, window_end, COUNT(*) AS flights
 * FROM TUMBLE(TABLE flights, DESCRIPTOR(scheduled), INTERVAL '1' HOUR)
 * GROUP BY origin, window_start, window_end;
 * </pre>
 *
 * <p>It declares the same steps as the view in Java does that says the same, under the same uids.
 */
public final class SqlView implements View {

    private static final String VERSION = "sameriver.version";
    private static final String EARLY = "sameriver.early";
    private static final String ZONE = "table.local-time-zone";

    private final String name;
    private final int version;
    private final @Nullable Duration early;
    private final Query query;
    private final String text;
    private final Path origin;
    private final ClassLoader classes;

    private SqlView(
            String name,
            int version,
            @Nullable Duration early,
            Query query,
            String text,
            Path origin,
            ClassLoader classes) {
        this.name = name;
        this.version = version;
        this.early = early;
        this.query = query;
        this.text = text;
        this.origin = origin;
        this.classes = classes;
    }

    /**
     * Reads a view's file.
     *
     * @throws UserError if it cannot be read, or is not one view; the message names the place
     */
    public static SqlView read(Path file) {
        try {
            return parse(Files.readString(file), file);
        } catch (IOException e) {
            throw new UserError(
                    "A view's file must be readable, but "
                            + file
                            + " is not ("
                            + e.getClass().getSimpleName()
                            + "): check the path.",
                    e);
        }
    }

    /**
     * Reads a view.
     *
     * @param text SQL
     * @param origin the file that it is from, or the jar or folder of classes that has it
     * @throws UserError if it is not one view; the message names the place in the file
     */
    public static SqlView parse(String text, Path origin) {
        return parse(text, origin, Thread.currentThread().getContextClassLoader());
    }

    /**
     * Reads a view.
     *
     * @param text SQL
     * @param origin the file that it is from, or the jar or folder of classes that has it
     * @param classes where the class of a {@link TableStep} is found
     * @throws UserError if it is not one view; the message names the place in the file
     */
    public static SqlView parse(String text, Path origin, ClassLoader classes) {
        Place place = new Place(String.valueOf(origin.getFileName()));
        Options options = new Options(place, "a view", new TreeSet<>(Set.of(VERSION, EARLY, ZONE)));
        Map<String, LogTable> tables = new LinkedHashMap<>();
        SqlCreateView view = null;
        for (SqlNode statement : Statements.of(text, place)) {
            if (statement instanceof SqlSet set && set.getKey() != null) {
                options.put(set.getKeyString(), set.getValueString(), set);
            } else if (statement instanceof SqlCreateTable table) {
                if (tables.put(table.getName().toString(), TableReader.read(place, table))
                        != null) {
                    throw place.refuse(
                            table.getName(),
                            "The tables of a file have different names",
                            "comes a second time",
                            "leave one out");
                }
            } else if (statement instanceof SqlCreateView created && view == null) {
                view = created;
            } else {
                throw place.refuse(
                        statement,
                        "A view's file has SET and CREATE TABLE statements and one CREATE VIEW",
                        "is another statement",
                        "leave it out");
            }
        }
        if (view == null) {
            throw place.refuse(
                    "A view's file has one CREATE VIEW",
                    "has none",
                    "add CREATE VIEW `name` AS SELECT ...");
        }
        requirePlain(view, place);
        return new SqlView(
                view.getName().toString(),
                options.positive(VERSION),
                options.duration(EARLY),
                QueryReader.read(place, view.getQuery(), tables, options.zone(ZONE)),
                text,
                origin,
                classes);
    }

    private static void requirePlain(SqlCreateView view, Place place) {
        boolean hasColumns = view.getFieldList() != null && view.getFieldList().size() > 0;
        if (hasColumns
                || !view.getName().isSimple()
                || view.isTemporary()
                || view.isIfNotExists()
                || view.getReplace()) {
            throw place.refuse(
                    view.getName(),
                    "A view is made by CREATE VIEW name AS",
                    "has more than a name there",
                    "leave databases, TEMPORARY, IF NOT EXISTS and lists of columns out");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return version;
    }

    /** The SQL that it was read from. */
    public String text() {
        return text;
    }

    /** The file that it is from, or the jar or folder of classes that has it. */
    public Path origin() {
        return origin;
    }

    /** Where the class of a {@link TableStep} is found. */
    public ClassLoader classes() {
        return classes;
    }

    /** The class of its {@link TableStep}, which it needs beside its SQL; null if it has none. */
    public @Nullable String step() {
        return query.table().step();
    }

    @Override
    public Rows derive(Inputs inputs) {
        return query.derive(inputs, early, classes);
    }
}
