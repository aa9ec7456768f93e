package dev.sameriver.sql;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlMetadataColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlRegularColumn;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;

/** Reads CREATE TABLE, which declares a log: its columns, its clock and its name. */
final class TableReader {

    private static final String CONNECTOR = "connector";
    private static final String LOG = "log";
    private static final String DISORDER = "disorder";
    private static final String STEP = "step";

    /** The metadata column that every log has, whatever its time is called. */
    private static final String EVENT_TIME = "event_time";

    private final Place place;
    private final SqlCreateTable statement;
    private final Map<String, TableColumn> columns = new LinkedHashMap<>();
    private final Set<String> times = new TreeSet<>();
    private final Options options;

    private TableReader(Place place, SqlCreateTable statement) {
        this.place = place;
        this.statement = statement;
        this.options =
                new Options(
                        place,
                        "a log's table",
                        new TreeSet<>(Set.of(CONNECTOR, LOG, DISORDER, STEP)));
    }

    /**
     * @throws UserError if the statement is not one that declares a log
     */
    static LogTable read(Place place, SqlCreateTable statement) {
        return new TableReader(place, statement).read();
    }

    private LogTable read() {
        requirePlain();
        statement.getColumnList().forEach(this::column);
        statement
                .getProperties()
                .forEach((name, value) -> options.put(name, value, statement.getName()));
        String connector = options.find(CONNECTOR);
        if (connector != null && !connector.equals("sameriver")) {
            throw place.refuse(
                    statement.getName(),
                    "A view reads a log",
                    "is a table of connector " + connector,
                    "give it 'connector' = 'sameriver'");
        }
        String name = statement.getName().getSimple();
        String log = options.find(LOG);
        SqlWatermark watermark = watermark();
        if (options.find(STEP) != null
                && columns.containsKey(watermark.getEventTimeColumnName().getSimple())) {
            throw place.refuse(
                    watermark.getEventTimeColumnName(),
                    "A step leaves events their time, which is the log's",
                    "is a column that the step gives",
                    "declare the time as event_time TIMESTAMP_LTZ(3) METADATA");
        }
        return new LogTable(
                name,
                log == null ? name : log,
                Map.copyOf(columns),
                watermark.getEventTimeColumnName().getSimple(),
                disorder(watermark),
                options.find(STEP));
    }

    private void requirePlain() {
        if (!statement.getTableConstraints().isEmpty()
                || !statement.getPartitionKeyList().isEmpty()
                || statement.getDistribution() != null
                || !statement.getName().isSimple()
                || statement.isTemporary()
                || statement.isIfNotExists()
                || statement.getClass() != SqlCreateTable.class) {
            throw place.refuse(
                    statement.getName(),
                    "A log's table has columns, a WATERMARK and options",
                    "has a database, a key, partitions, a distribution, TEMPORARY, IF NOT EXISTS,"
                            + " LIKE or a query too",
                    "leave them out");
        }
    }

    private void column(SqlNode node) {
        SqlTableColumn column = (SqlTableColumn) node;
        String name = column.getName().getSimple();
        if (columns.containsKey(name) || times.contains(name)) {
            throw place.refuse(
                    column.getName(),
                    "The columns of a table have different names",
                    "comes a second time",
                    "leave one out");
        }
        if (column instanceof SqlMetadataColumn metadata) {
            if (!metadata.getMetadataAlias().orElse(name).equals(EVENT_TIME)) {
                throw place.refuse(
                        column.getName(),
                        "The metadata that a view can use of a log is " + EVENT_TIME,
                        "is other metadata",
                        "leave it out");
            }
            times.add(name);
            return;
        }
        TableColumn read =
                column instanceof SqlRegularColumn regular
                        ? TableColumn.of(name, regular.getType())
                        : null;
        if (read == null) {
            throw place.refuse(
                    column,
                    "A log's columns are of type STRING, BOOLEAN, TINYINT, SMALLINT, INT, BIGINT,"
                            + " FLOAT, DOUBLE, DECIMAL or TIMESTAMP_LTZ",
                    "is not",
                    "declare it as one of these, or leave it out");
        }
        columns.put(name, read);
    }

    private SqlWatermark watermark() {
        Optional<SqlWatermark> watermark = statement.getWatermark();
        if (watermark.isEmpty()) {
            throw place.refuse(
                    statement.getName(),
                    "A view must declare the disorder bound of its log",
                    "has no WATERMARK",
                    "add one as WATERMARK FOR ts AS ts - INTERVAL '2' HOUR");
        }
        SqlIdentifier time = watermark.get().getEventTimeColumnName();
        TableColumn column = time.isSimple() ? columns.get(time.getSimple()) : null;
        boolean isTime =
                column == null
                        ? time.isSimple() && times.contains(time.getSimple())
                        : column.type() == ColumnType.TIMESTAMP;
        if (!isTime) {
            throw place.refuse(
                    time,
                    "A WATERMARK is for a column of type TIMESTAMP_LTZ",
                    "is none",
                    "name the column that is the log's event time");
        }
        return watermark.get();
    }

    /** Of {@code ts - INTERVAL '2' HOUR}, two hours. */
    private Duration disorder(SqlWatermark watermark) {
        SqlNode strategy = watermark.getWatermarkStrategy();
        SqlIdentifier time = watermark.getEventTimeColumnName();
        Duration option = options.duration(DISORDER);
        if (Names.isCall(strategy, "SOURCE_WATERMARK") && option != null) {
            return option;
        }
        if (option == null && isColumn(strategy, time)) {
            return Duration.ZERO;
        }
        if (option == null
                && strategy.getKind() == SqlKind.MINUS
                && isColumn(((SqlCall) strategy).operand(0), time)) {
            return Intervals.of(((SqlCall) strategy).operand(1), place);
        }
        throw place.refuse(
                strategy,
                "A WATERMARK is its column minus an INTERVAL, or SOURCE_WATERMARK() beside the"
                        + " option disorder",
                "is neither",
                "write it as ts - INTERVAL '2' HOUR");
    }

    private static boolean isColumn(SqlNode node, SqlIdentifier column) {
        return node instanceof SqlIdentifier identifier && identifier.names.equals(column.names);
    }
}
