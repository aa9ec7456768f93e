package dev.sameriver.ingest;

import dev.sameriver.connect.Progress;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;

/** Files that are one stream of rows, in this order. */
record InputFiles(List<InputFile> files) {

    /**
     * Finds files.
     *
     * @throws UserError if none is named, one is not there, or is of no known format
     */
    static InputFiles find(List<String> names, Configuration configuration) throws IOException {
        if (names.isEmpty()) {
            throw new UserError("An import needs at least one file, but none was named: name one.");
        }
        List<InputFile> found = new ArrayList<>();
        for (String name : names) {
            found.add(InputFile.find(name, configuration));
        }
        return new InputFiles(found);
    }

    /** The length of all of them. */
    long bytes() {
        return files.stream().mapToLong(InputFile::length).sum();
    }

    /** Gives all rows over, in the order of arrival. */
    void feed(Schema schema, Arrival arrival, Progress progress) throws IOException {
        AtomicLong read = new AtomicLong();
        long bytes = bytes();
        long rows = 0;
        for (InputFile file : files) {
            try (Inputs inputs = open(file, schema, read)) {
                for (Input input = inputs.next(); input != null; input = inputs.next()) {
                    arrival.add(input);
                    if ((++rows & 8191) == 0) {
                        progress.at(rows, read.get(), bytes);
                    }
                }
            }
        }
        arrival.finish();
        progress.at(rows, bytes, bytes);
    }

    private static Inputs open(InputFile file, Schema schema, AtomicLong read) throws IOException {
        return switch (file.format()) {
            case CSV -> CsvInputs.open(file, schema, read);
            case JSON -> JsonInputs.open(file, schema, read);
            case AVRO -> RecordInputs.avro(file, schema, read);
            case PARQUET -> RecordInputs.parquet(file, schema);
        };
    }
}
