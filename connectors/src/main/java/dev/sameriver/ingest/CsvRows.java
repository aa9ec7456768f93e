package dev.sameriver.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file, as bytes with their cells.
 *
 * <p>A quoted cell may span lines. Where a quote is still open after 100 lines, or the lines
 * together have not as many cells as the header, the first line alone is a bad row and reading goes
 * on behind it: one stray quote must not swallow the rest of a file. Empty lines are passed over.
 */
final class CsvRows implements Closeable {

    private static final int MOST_LINES = 100;

    private final Lines lines;
    private final ArrayDeque<byte[]> ahead = new ArrayDeque<>();
    private long line;
    private int width;

    CsvRows(Lines lines) {
        this.lines = lines;
    }

    /** A row; its cells are null if they cannot be told apart. */
    record Row(byte[] bytes, @Nullable List<String> cells, long line) {}

    /** The number of cells that a row must have to be worth joining lines for. */
    void expectWidth(int cells) {
        width = cells;
    }

    /** The next row, or null at the end. */
    @Nullable Row next() throws IOException {
        byte[] first = poll();
        while (first != null && first.length == 0) {
            first = poll();
        }
        if (first == null) {
            return null;
        }
        long at = line;
        return CsvRow.isOpen(first) ? joined(first, at) : new Row(first, CsvRow.cells(first), at);
    }

    private Row joined(byte[] first, long at) throws IOException {
        List<byte[]> taken = new ArrayList<>();
        byte[] row = first;
        while (CsvRow.isOpen(row) && taken.size() < MOST_LINES) {
            byte[] more = poll();
            if (more == null) {
                break;
            }
            taken.add(more);
            row = CsvRow.join(row, more);
        }
        List<String> cells = CsvRow.cells(row);
        if (cells != null && (width == 0 || cells.size() == width)) {
            return new Row(row, cells, at);
        }
        line -= taken.size();
        for (int i = taken.size() - 1; i >= 0; i--) {
            ahead.addFirst(taken.get(i));
        }
        return new Row(first, null, at);
    }

    private byte @Nullable [] poll() throws IOException {
        byte[] next = ahead.poll();
        if (next == null) {
            next = lines.next();
        }
        line++;
        return next;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
