package dev.sameriver.ingest;

import dev.sameriver.view.UserError;
import java.util.Locale;

/** The kinds of files that can be imported, told by their names. */
enum InputFormat {
    CSV,
    JSON,
    PARQUET,
    AVRO;

    /**
     * The format of a file by its name; {@code .gz} and {@code .zst} are looked through.
     *
     * @throws UserError if the name tells none
     */
    static InputFormat of(String file) {
        String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "csv" -> CSV;
            case "json", "jsonl", "ndjson" -> JSON;
            case "parquet" -> PARQUET;
            case "avro" -> AVRO;
            default ->
                    throw new UserError(
                            "An imported file must end in .csv, .json, .jsonl, .ndjson, .parquet or .avro, the first four also with .gz or .zst, but was %s: rename it."
                                    .formatted(file));
        };
    }
}
