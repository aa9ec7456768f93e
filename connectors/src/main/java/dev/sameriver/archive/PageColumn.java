package dev.sameriver.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one column of a segment into arrays, page by page: whole numbers in runs (see {@link
 * LongPage}), all else by Parquet's own decoders, without what its record reader does around each
 * value.
 */
final class PageColumn {

    private final ColumnDescriptor column;
    private final PrimitiveTypeName type;

    private @Nullable PageReader pages;
    private @Nullable Dictionary dictionary;

    /** The dictionary's texts that were needed so far. */
    private @Nullable String[] texts = new @Nullable String[0];

    /** The dictionary's whole numbers; null if it has none, or they were not needed yet. */
    private long @Nullable [] numbers;

    private @Nullable ValuesReader values;

    /** Decodes the page if it is of whole numbers and all rows have one; else null. */
    private @Nullable LongPage longPage;

    /** Says which rows of the page have a value; null if all have. */
    private @Nullable RunLengthBitPackingHybridDecoder levels;

    private boolean pageHasDictionary;
    private int left;
    private boolean @Nullable [] absent;

    PageColumn(ColumnDescriptor column) {
        this.column = column;
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
    }

    /** Turns to the column's pages of a row group. */
    void open(PageReadStore group) throws IOException {
        PageReader opened = group.getPageReader(column);
        DictionaryPage page = opened.readDictionaryPage();
        pages = opened;
        dictionary = page == null ? null : page.getEncoding().initDictionary(column, page);
        numbers = null;
        texts = new @Nullable String[dictionary == null ? 0 : dictionary.getMaxId() + 1];
        left = 0;
    }

    /** Reads whole numbers of the next rows. */
    void longs(long[] into, int count) {
        boolean isInt = type == PrimitiveTypeName.INT32;
        absent = null;
        int done = 0;
        while (done < count) {
            int until = done + run(count - done);
            if (longPage != null) {
                longPage.read(into, done, until);
                done = until;
                continue;
            }
            ValuesReader reader = reader();
            for (int row = done; row < until; row++) {
                if (levels == null || isPresent(row, count)) {
                    into[row] = isInt ? reader.readInteger() : reader.readLong();
                }
            }
            done = until;
        }
    }

    /** Reads floating-point numbers of the next rows. */
    void doubles(double[] into, int count) {
        boolean isFloat = type == PrimitiveTypeName.FLOAT;
        absent = null;
        int done = 0;
        while (done < count) {
            int until = done + run(count - done);
            ValuesReader reader = reader();
            for (int row = done; row < until; row++) {
                if (levels == null || isPresent(row, count)) {
                    into[row] = isFloat ? reader.readFloat() : reader.readDouble();
                }
            }
            done = until;
        }
    }

    /** Reads truth values, or texts, of the next rows; null where there is none. */
    void objects(@Nullable Object[] into, int count) {
        boolean isText = type == PrimitiveTypeName.BINARY;
        absent = null;
        int done = 0;
        while (done < count) {
            int until = done + run(count - done);
            ValuesReader reader = reader();
            for (int row = done; row < until; row++) {
                boolean isPresent = levels == null || isPresent(row, count);
                if (!isPresent) {
                    into[row] = null;
                } else {
                    into[row] = isText ? text(reader) : (Object) reader.readBoolean();
                }
            }
            done = until;
        }
    }

    /** Reads arrays of bytes of the next rows. */
    void bytes(@Nullable Object[] into, int count) {
        absent = null;
        int done = 0;
        while (done < count) {
            int until = done + run(count - done);
            ValuesReader reader = reader();
            for (int row = done; row < until; row++) {
                if (levels == null || isPresent(row, count)) {
                    into[row] = reader.readBytes().getBytes();
                }
            }
            done = until;
        }
    }

    /** Which of the rows that were read last have no value; null if all have one. */
    boolean @Nullable [] absent() {
        return absent;
    }

    private String text(ValuesReader reader) {
        if (!pageHasDictionary) {
            return reader.readBytes().toStringUsingUTF8();
        }
        int id = reader.readValueDictionaryId();
        String text = texts[id];
        if (text == null) {
            text = Objects.requireNonNull(dictionary).decodeToBinary(id).toStringUsingUTF8();
            texts[id] = text;
        }
        return text;
    }

    private boolean isPresent(int row, int count) {
        try {
            if (Objects.requireNonNull(levels).readInt() == column.getMaxDefinitionLevel()) {
                return true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (absent == null) {
            absent = new boolean[count];
        }
        absent[row] = true;
        return false;
    }

    private ValuesReader reader() {
        return Objects.requireNonNull(values, "no page is open");
    }

    /**
     * How many of the rows wanted are in the page that is open; opens the next if there are none.
     */
    private int run(int wanted) {
        while (left == 0) {
            nextPage();
        }
        int run = Math.min(left, wanted);
        left -= run;
        return run;
    }

    private void nextPage() {
        if (!(Objects.requireNonNull(pages).readPage() instanceof DataPageV2 page)) {
            throw new ParquetDecodingException("a page is missing, or not of Parquet's version 2");
        }
        left = page.getValueCount();
        int present = left - page.getNullCount();
        Encoding encoding = page.getDataEncoding();
        pageHasDictionary = encoding.usesDictionary();
        longPage = present == left && left > 0 ? longPage(page) : null;
        if (longPage != null) {
            levels = null;
            values = null;
            return;
        }
        try {
            levels =
                    present == left
                            ? null
                            : new RunLengthBitPackingHybridDecoder(
                                    BytesUtils.getWidthFromMaxInt(column.getMaxDefinitionLevel()),
                                    page.getDefinitionLevels().toInputStream());
            values =
                    pageHasDictionary
                            ? encoding.getDictionaryBasedValuesReader(
                                    column, ValuesType.VALUES, Objects.requireNonNull(dictionary))
                            : encoding.getValuesReader(column, ValuesType.VALUES);
            if (present > 0) {
                values.initFromPage(left, page.getData().toInputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The decoder of a page of whole numbers, one for each row; null if it is of another kind. */
    private @Nullable LongPage longPage(DataPageV2 page) {
        if (type != PrimitiveTypeName.INT64) {
            return null;
        }
        return switch (page.getDataEncoding()) {
            case DELTA_BINARY_PACKED -> new DeltaPage(bits(page));
            case RLE_DICTIONARY -> new NumberedPage(bits(page), numbers());
            default -> null;
        };
    }

    private static PackedBits bits(DataPageV2 page) {
        try {
            ByteBufferInputStream data = page.getData().toInputStream();
            return new PackedBits(data.slice(data.available()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long[] numbers() {
        if (numbers == null) {
            Dictionary words = Objects.requireNonNull(dictionary, "a page without its dictionary");
            numbers = new long[words.getMaxId() + 1];
            for (int id = 0; id < numbers.length; id++) {
                numbers[id] = words.decodeToLong(id);
            }
        }
        return numbers;
    }
}
