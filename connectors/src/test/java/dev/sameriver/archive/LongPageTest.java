package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Parquet's own encoders wrote is read as it was. */
class LongPageTest {

    private static final int[] SIZES = {1, 2, 31, 32, 33, 128, 129, 1_000, 4_097};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 20, 31, 32, 33, 55, 57, 58, 61, 63, 64})
    void differencesOfAnyWidth(int bits) throws IOException {
        SplittableRandom random = new SplittableRandom(bits);
        for (int size : SIZES) {
            long[] values = random.longs(size).map(value -> narrow(value, bits)).toArray();

            assertThat(read(new DeltaPage(bits(delta(values))), size, random)).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 200, 256, 70_000})
    void placesInADictionary(int words) throws IOException {
        SplittableRandom random = new SplittableRandom(words);
        long[] dictionary = random.longs(words).toArray();
        for (int size : SIZES) {
            int[] places = new int[size];
            for (int i = 0; i < size; i++) {
                boolean repeats = i > 0 && random.nextInt(40) != 0 && i % 300 > 100;
                places[i] = repeats ? places[i - 1] : random.nextInt(words);
            }
            long[] values = new long[size];
            for (int i = 0; i < size; i++) {
                values[i] = dictionary[places[i]];
            }
            LongPage page = new NumberedPage(bits(numbered(places, words)), dictionary);

            assertThat(read(page, size, random)).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20})
    void pageThatEndsEarlyIsRefused(int length) throws IOException {
        long[] values = new SplittableRandom(1).longs(200).toArray();
        byte[] whole = delta(values);
        ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);

        assertThatThrownBy(() -> new DeltaPage(new PackedBits(cut)).read(new long[200], 0, 200))
                .isInstanceOf(ParquetDecodingException.class)
                .hasMessageContaining("ends early");
    }

    private static long narrow(long value, int bits) {
        return bits == 0 ? 42 : value >> (Long.SIZE - bits);
    }

    /** Reads a page in parts of any size, each at a place of its own. */
    private static long[] read(LongPage page, int size, SplittableRandom random) {
        long[] values = new long[size];
        int done = 0;
        while (done < size) {
            int until = Math.min(size, done + random.nextInt(0, 100));
            page.read(values, done, until);
            done = until;
        }
        return values;
    }

    private static PackedBits bits(byte[] page) {
        // The page lies between others.
        byte[] around = new byte[page.length + 20];
        Arrays.fill(around, (byte) 0xA5);
        System.arraycopy(page, 0, around, 10, page.length);
        return new PackedBits(ByteBuffer.wrap(around, 10, page.length));
    }

    private static byte[] delta(long[] values) throws IOException {
        try (DeltaBinaryPackingValuesWriterForLong writer =
                new DeltaBinaryPackingValuesWriterForLong(
                        100, 10_000, HeapByteBufferAllocator.getInstance())) {
            for (long value : values) {
                writer.writeLong(value);
            }
            return writer.getBytes().toByteArray();
        }
    }

    private static byte[] numbered(int[] places, int words) throws IOException {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(words - 1);
        try (RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(
                        width, 100, 10_000, HeapByteBufferAllocator.getInstance())) {
            for (int place : places) {
                encoder.writeInt(place);
            }
            return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes())
                    .toByteArray();
        }
    }
}
