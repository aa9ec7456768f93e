package dev.sameriver.table;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a view in Postgres as a query reads it.
 *
 * @param stored what it is in Postgres
 * @param declared what it is in the query; decimals may be declared with any precision and scale
 *     that take them, or as text
 */
record ViewColumn(String name, ColumnType stored, LogicalType declared) implements Serializable {

    /** Decimals in Postgres have no bound; this many digits behind the point are read. */
    private static final int SCALE = 18;

    ViewColumn {
        boolean fits =
                stored == ColumnType.DECIMAL
                        ? declared instanceof DecimalType || isText(declared)
                        : declared.copy(true).equals(type(stored).getLogicalType());
        if (!fits) {
            throw new UserError(
                    "A table's column must have its view's type, but "
                            + name
                            + " is declared "
                            + declared.asSummaryString()
                            + " and is "
                            + type(stored).getLogicalType().asSummaryString()
                            + " in the view: declare it so, and cast it in the query.");
        }
    }

    /** The type in SQL, of values that may be null. */
    static DataType type(ColumnType stored) {
        return switch (stored) {
            case TEXT -> DataTypes.STRING();
            case LONG -> DataTypes.BIGINT();
            case DOUBLE -> DataTypes.DOUBLE();
            case DECIMAL -> DataTypes.DECIMAL(DecimalType.MAX_PRECISION, SCALE);
            case BOOLEAN -> DataTypes.BOOLEAN();
            case TIMESTAMP -> DataTypes.TIMESTAMP_LTZ(3);
        };
    }

    /**
     * The value that a result is at.
     *
     * @param index from 1
     * @throws UserError if a decimal does not fit what is declared
     */
    @Nullable Object read(ResultSet result, int index) throws SQLException {
        if (result.getObject(index) == null) {
            return null;
        }
        return switch (stored) {
            case TEXT -> StringData.fromString(result.getString(index));
            case LONG -> result.getLong(index);
            case DOUBLE -> result.getDouble(index);
            case DECIMAL -> decimal(result.getBigDecimal(index));
            case BOOLEAN -> result.getBoolean(index);
            case TIMESTAMP ->
                    TimestampData.fromInstant(
                            result.getObject(index, OffsetDateTime.class).toInstant());
        };
    }

    private Object decimal(BigDecimal value) {
        if (!(declared instanceof DecimalType type)) {
            return StringData.fromString(value.toPlainString());
        }
        BigDecimal scaled = exactly(value, type);
        if (scaled == null) {
            throw new UserError(
                    "A decimal must fit its column, but "
                            + value.toPlainString()
                            + " does not fit "
                            + name
                            + ", which is declared "
                            + declared.asSummaryString()
                            + ": declare a table of your own where it is a STRING.");
        }
        return DecimalData.fromBigDecimal(scaled, type.getPrecision(), type.getScale());
    }

    /** A decimal with the scale of a type; null if that cannot hold it. */
    static @Nullable BigDecimal exactly(BigDecimal value, DecimalType type) {
        BigDecimal scaled = value.setScale(type.getScale(), RoundingMode.DOWN);
        boolean fits = scaled.compareTo(value) == 0 && scaled.precision() <= type.getPrecision();
        return fits ? scaled : null;
    }

    private static boolean isText(LogicalType type) {
        return type.copy(true).equals(DataTypes.STRING().getLogicalType());
    }
}
