package dev.sameriver.beam;

import dev.sameriver.connect.ExternalSorter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes lines to one local file, sorted bytewise, each ended by \n. Where there are no lines no
 * file is made.
 */
final class SortedFile extends PTransform<PCollection<byte[]>, PDone> {

    private static final long serialVersionUID = 1L;

    private final String file;

    SortedFile(Path file) {
        this.file = file.toString();
    }

    @Override
    public PDone expand(PCollection<byte[]> lines) {
        lines.apply("of all windows", Window.into(new GlobalWindows()))
                .apply("as one", WithKeys.of(0))
                .apply("together", GroupByKey.create())
                .apply("sort", ParDo.of(new Writer(file)));
        return PDone.in(lines.getPipeline());
    }

    /** Writes all lines in one call; the file appears whole. */
    private static final class Writer extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {

        private static final long serialVersionUID = 1L;

        private static final long MEMORY_BYTES = 64L << 20;

        private final String file;

        Writer(String file) {
            this.file = file;
        }

        @ProcessElement
        public void process(@Element KV<Integer, Iterable<byte[]>> lines) throws IOException {
            Path part = Path.of(file + ".part");
            try (ExternalSorter sorter = new ExternalSorter(MEMORY_BYTES);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                for (byte[] line : lines.getValue()) {
                    sorter.add(line);
                }
                ExternalSorter.Sorted sorted = sorter.sort();
                for (byte[] line = sorted.next(); line != null; line = sorted.next()) {
                    out.write(line);
                    out.write('\n');
                }
            }
            Files.move(part, Path.of(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
