package dev.sameriver.sql;

import dev.sameriver.view.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A column of a log as CREATE TABLE declares it.
 *
 * @param read the Java type that it is read as: a primitive where a number is NOT NULL
 * @param type how an expression has its values
 */
record TableColumn(String name, Class<?> read, ColumnType type) {

    private static final Map<Class<?>, ColumnType> HELD =
            Map.ofEntries(
                    Map.entry(String.class, ColumnType.TEXT),
                    Map.entry(boolean.class, ColumnType.BOOLEAN),
                    Map.entry(Boolean.class, ColumnType.BOOLEAN),
                    Map.entry(byte.class, ColumnType.LONG),
                    Map.entry(Byte.class, ColumnType.LONG),
                    Map.entry(short.class, ColumnType.LONG),
                    Map.entry(Short.class, ColumnType.LONG),
                    Map.entry(int.class, ColumnType.LONG),
                    Map.entry(Integer.class, ColumnType.LONG),
                    Map.entry(long.class, ColumnType.LONG),
                    Map.entry(Long.class, ColumnType.LONG),
                    Map.entry(float.class, ColumnType.DOUBLE),
                    Map.entry(Float.class, ColumnType.DOUBLE),
                    Map.entry(double.class, ColumnType.DOUBLE),
                    Map.entry(Double.class, ColumnType.DOUBLE),
                    Map.entry(BigDecimal.class, ColumnType.DECIMAL),
                    Map.entry(Instant.class, ColumnType.TIMESTAMP));

    /** Whether a value may be null; a log may leave out any text, whatever is declared. */
    boolean isNullable() {
        return !read.isPrimitive();
    }

    /** Whether a type says nothing of how long or how exact a value is, as VARCHAR(3) does. */
    static boolean isWhole(SqlDataTypeSpec spec) {
        if (!(spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)) {
            return false;
        }
        SqlTypeName sql = SqlTypeName.get(spec.getTypeName().getSimple());
        return sql == SqlTypeName.VARCHAR
                ? basic.getPrecision() == Integer.MAX_VALUE
                : sql != SqlTypeName.CHAR
                        && (sql != SqlTypeName.DECIMAL || basic.getPrecision() < 0);
    }

    /** The column of a Java type; null if Sameriver has no such type. */
    static @Nullable TableColumn of(String name, Class<?> type) {
        ColumnType held = HELD.get(type);
        return held == null ? null : new TableColumn(name, type, held);
    }

    /** The column of a declared type; null if Sameriver has no such type. */
    static @Nullable TableColumn of(String name, SqlDataTypeSpec spec) {
        SqlTypeName sql =
                spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec
                        ? SqlTypeName.get(spec.getTypeName().getSimple())
                        : null;
        if (sql == null) {
            return null;
        }
        boolean isNullable = !Boolean.FALSE.equals(spec.getNullable());
        return switch (sql) {
            case CHAR, VARCHAR -> new TableColumn(name, String.class, ColumnType.TEXT);
            case BOOLEAN ->
                    new TableColumn(
                            name, isNullable ? Boolean.class : boolean.class, ColumnType.BOOLEAN);
            case TINYINT ->
                    new TableColumn(name, isNullable ? Byte.class : byte.class, ColumnType.LONG);
            case SMALLINT ->
                    new TableColumn(name, isNullable ? Short.class : short.class, ColumnType.LONG);
            case INTEGER ->
                    new TableColumn(name, isNullable ? Integer.class : int.class, ColumnType.LONG);
            case BIGINT ->
                    new TableColumn(name, isNullable ? Long.class : long.class, ColumnType.LONG);
            case FLOAT, REAL ->
                    new TableColumn(
                            name, isNullable ? Float.class : float.class, ColumnType.DOUBLE);
            case DOUBLE ->
                    new TableColumn(
                            name, isNullable ? Double.class : double.class, ColumnType.DOUBLE);
            case DECIMAL -> new TableColumn(name, BigDecimal.class, ColumnType.DECIMAL);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    new TableColumn(name, Instant.class, ColumnType.TIMESTAMP);
            default -> null;
        };
    }
}
