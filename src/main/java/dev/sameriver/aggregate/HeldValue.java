package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The order and the binary form of values as a column holds them. */
final class HeldValue {

    private HeldValue() {}

    /** Orders two values of one column: numbers and times by size, texts by UTF-16 code units. */
    @SuppressWarnings("unchecked")
    static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    /** About how many bytes of memory a value takes, a text at most. */
    static long bytes(Object value) {
        if (value instanceof String text) {
            return 48 + 2L * text.length();
        }
        return value instanceof BigDecimal decimal ? 112 + decimal.precision() / 2 : 24;
    }

    static void write(ColumnType type, Object value, DataOutputView out) throws IOException {
        switch (type) {
            case TEXT -> StringValue.writeString((String) value, out);
            case LONG, TIMESTAMP -> Binary.writeSigned((Long) value, out);
            case DOUBLE -> out.writeLong(Double.doubleToLongBits((Double) value));
            case DECIMAL -> writeDecimal((BigDecimal) value, out);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
        }
    }

    static Object read(ColumnType type, DataInputView in) throws IOException {
        return switch (type) {
            case TEXT -> StringValue.readString(in);
            case LONG, TIMESTAMP -> Binary.readSigned(in);
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case DECIMAL -> readDecimal(in);
            case BOOLEAN -> in.readBoolean();
        };
    }

    /** Writes scale and digits; equal numbers have equal bytes once trailing zeros are stripped. */
    static void writeDecimal(BigDecimal value, DataOutputView out) throws IOException {
        byte[] digits = value.unscaledValue().toByteArray();
        Binary.writeSigned(value.scale(), out);
        Binary.writeUnsigned(digits.length, out);
        out.write(digits);
    }

    static BigDecimal readDecimal(DataInputView in) throws IOException {
        int scale = (int) Binary.readSigned(in);
        byte[] digits = new byte[(int) Binary.readUnsigned(in)];
        in.readFully(digits);
        return new BigDecimal(new BigInteger(digits), scale);
    }
}
