package dev.sameriver.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a CSV row into cells: commas between them, double quotes around those that need it. */
final class CsvRow {

    private CsvRow() {}

    /** Whether a quote is open at the end, so that the row goes on in the next line. */
    static boolean isOpen(byte[] row) {
        boolean open = false;
        for (byte b : row) {
            open ^= b == '"';
        }
        return open;
    }

    /**
     * The cells of a row.
     *
     * @return null if it is not UTF-8, or its quotes do not pair
     */
    static @Nullable List<String> cells(byte[] row) {
        boolean quoted = false;
        boolean ascii = true;
        for (byte b : row) {
            quoted |= b == '"';
            ascii &= b >= 0;
        }
        String text = ascii ? new String(row, StandardCharsets.US_ASCII) : utf8(row);
        if (text == null) {
            return null;
        }
        return quoted ? parse(text) : split(text);
    }

    private static @Nullable String utf8(byte[] row) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static List<String> split(String text) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            cells.add(text.substring(from, comma));
            from = comma + 1;
        }
        cells.add(text.substring(from));
        return cells;
    }

    private static @Nullable List<String> parse(String text) {
        if (isOpen(text.getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                return null;
            }
            List<String> cells = records.next().getFields();
            return records.hasNext() ? null : cells;
        } catch (CsvParseException | java.io.IOException e) {
            return null;
        }
    }

    /** A row and the line after it as one row. */
    static byte[] join(byte[] row, byte[] line) {
        byte[] joined = Arrays.copyOf(row, row.length + 1 + line.length);
        joined[row.length] = '\n';
        System.arraycopy(line, 0, joined, row.length + 1, line.length);
        return joined;
    }
}
