package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The exact sum of decimals. */
final class DecimalSum implements Aggregator<BigDecimal, DecimalSum.Sum, BigDecimal> {

    /** Keeps a sum within some hundred bytes: 1E+1000000000 + 1 would have a gigabyte of digits. */
    private static final int MOST_PLACES = 1000;

    /**
     * The value itself.
     *
     * @throws IllegalArgumentException if it has more than 1000 places before or behind the point
     */
    static @Nullable BigDecimal refuseVast(@Nullable BigDecimal value, String column) {
        if (value != null
                && (Math.abs((long) value.scale()) > MOST_PLACES
                        || value.precision() > 2 * MOST_PLACES)) {
            throw new IllegalArgumentException(
                    "A decimal in the sum "
                            + column
                            + " must have at most 1000 places before and behind the point, but has "
                            + value.precision()
                            + " digits and scale "
                            + value.scale()
                            + ".");
        }
        return value;
    }

    @Override
    public String format() {
        return "sum-decimal/1";
    }

    @Override
    public ColumnType type() {
        return ColumnType.DECIMAL;
    }

    @Override
    public Sum create() {
        return new Sum();
    }

    @Override
    public void add(Sum accumulator, BigDecimal value) {
        BigDecimal sum = accumulator.sum;
        accumulator.sum = sum == null ? value : sum.add(value);
    }

    @Override
    public void merge(Sum into, Sum from) {
        if (from.sum != null) {
            add(into, from.sum);
        }
    }

    @Override
    public long bytes(Sum accumulator) {
        return 16 + (accumulator.sum == null ? 0 : HeldValue.bytes(accumulator.sum));
    }

    @Override
    public @Nullable BigDecimal result(Sum accumulator) {
        return accumulator.sum;
    }

    @Override
    public void write(Sum accumulator, DataOutputView out) throws IOException {
        BigDecimal sum = accumulator.sum;
        out.writeBoolean(sum != null);
        if (sum != null) {
            HeldValue.writeDecimal(sum.stripTrailingZeros(), out);
        }
    }

    @Override
    public Sum read(DataInputView in) throws IOException {
        Sum sum = new Sum();
        if (in.readBoolean()) {
            sum.sum = HeldValue.readDecimal(in);
        }
        return sum;
    }

    static final class Sum {
        private @Nullable BigDecimal sum;
    }
}
