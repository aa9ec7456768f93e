package dev.sameriver.output;

import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.function.FunctionWithException;
import org.apache.hadoop.fs.Path;

/** The rows of one file after the other, one of them open at a time. */
final class FilesRows implements CloseableIterator<ViewRow> {

    private final Iterator<Path> files;
    private final FunctionWithException<Path, CloseableIterator<ViewRow>, IOException> opener;
    private CloseableIterator<ViewRow> rows = CloseableIterator.empty();

    FilesRows(
            Iterator<Path> files,
            FunctionWithException<Path, CloseableIterator<ViewRow>, IOException> opener) {
        this.files = files;
        this.opener = opener;
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && files.hasNext()) {
            close();
            Path file = files.next();
            try {
                rows = opener.apply(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + file + " could not be opened.", e);
            }
        }
        return rows.hasNext();
    }

    @Override
    public ViewRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (Exception e) {
            throw new IllegalStateException("A file did not close.", e);
        }
    }
}
