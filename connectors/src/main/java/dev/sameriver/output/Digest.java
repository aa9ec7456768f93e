package dev.sameriver.output;

import dev.sameriver.connect.ExternalSorter;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.flink.util.CloseableIterator;

/**
 * The SHA-256 of a view's final rows, the same however they were derived and wherever they are: of
 * their CSV lines in UTF-8, sorted bytewise, each ended by \n.
 *
 * <p>The one row ("ATL", 2001-01-01, 12) has the digest of the 28 bytes {@code
 * ATL,2001-01-01T00:00:00Z,12\n}. Rows are sorted on disk, so there may be any number of them.
 */
public final class Digest implements AutoCloseable {

    private static final long MEMORY_BYTES = 64L << 20;

    private final RowSchema schema;
    private final ExternalSorter sorter;
    private long rows;

    /**
     * Starts a digest of rows of this schema. To be closed, as it may have temporary files.
     *
     * @throws IOException if there is no room for them
     */
    public Digest(RowSchema schema) throws IOException {
        this.schema = schema;
        this.sorter = new ExternalSorter(MEMORY_BYTES);
    }

    /** The digest of rows, which are closed. */
    public static Result of(RowSchema schema, CloseableIterator<ViewRow> rows) throws IOException {
        try (Digest digest = new Digest(schema);
                rows) {
            while (rows.hasNext()) {
                digest.add(rows.next());
            }
            return digest.result();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The rows could not be closed.", e);
        }
    }

    /** Adds a row; one that is not final has no part in a digest. */
    public void add(ViewRow row) throws IOException {
        if (row.isFinal()) {
            addLine(RowCsv.line(schema, Storable.row(schema, row)));
        }
    }

    /** Adds the CSV line of a final row, as an output of files holds it, without its line end. */
    public void addLine(String line) throws IOException {
        sorter.add(line.getBytes(StandardCharsets.UTF_8));
        rows++;
    }

    /** The digest of all rows added; to be called once, after the last. */
    public Result result() throws IOException {
        MessageDigest sha256 = Sha256.create();
        ExternalSorter.Sorted lines = sorter.sort();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            sha256.update(line);
            sha256.update((byte) '\n');
        }
        return new Result(rows, HexFormat.of().formatHex(sha256.digest()));
    }

    @Override
    public void close() throws IOException {
        sorter.close();
    }

    /**
     * A digest.
     *
     * @param rows how many final rows there are
     * @param sha256 their hash, in 64 lower-case hexadecimal digits
     */
    public record Result(long rows, String sha256) {}
}
