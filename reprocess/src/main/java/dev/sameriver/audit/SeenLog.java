package dev.sameriver.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sameriver.archive.ArchiveImprint;
import dev.sameriver.log.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log as an audit before this one saw it: what its archive must still hold.
 *
 * @param since which audit, in words
 */
record SeenLog(String log, String since, ArchiveImprint imprint) {

    private static final String ENDS = "ends";
    private static final String GENERATION = "generation";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String SCHEMA = "schema";
    private static final String FILES = "files";

    /** What the record of an audit says of an imprint, without its commit. */
    static Map<String, Object> said(ArchiveImprint imprint) {
        List<Map<String, Object>> ends = new ArrayList<>();
        for (Position end : imprint.ends()) {
            ends.add(
                    Map.of(
                            GENERATION, end.generation(),
                            PARTITION, end.partition(),
                            OFFSET, end.offset()));
        }
        return Map.of(ENDS, ends, SCHEMA, imprint.schema(), FILES, imprint.files());
    }

    /** The logs that a record tells of; records of earlier releases say less of each. */
    static List<SeenLog> of(SignedRecord signed) {
        List<SeenLog> seen = new ArrayList<>();
        for (JsonNode log : signed.logs()) {
            List<Position> ends = new ArrayList<>();
            for (JsonNode end : log.path(ENDS)) {
                ends.add(
                        new Position(
                                end.path(GENERATION).asInt(),
                                end.path(PARTITION).asInt(),
                                end.path(OFFSET).asLong()));
            }
            Map<String, String> files = new HashMap<>();
            log.path(FILES)
                    .properties()
                    .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
            seen.add(
                    new SeenLog(
                            log.path("log").asText(),
                            "the audit of " + signed.text("checkedAt"),
                            new ArchiveImprint(
                                    log.path("commit").asLong(),
                                    log.path("head").asText(),
                                    ends,
                                    log.path(SCHEMA).asText(),
                                    files)));
        }
        return seen;
    }
}
