package dev.sameriver.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.flink.util.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log with columns of all types, and with records that cannot be decoded. */
class LogTypesITCase {

    private static final Schema INNER =
            SchemaBuilder.record("Inner").fields().requiredInt("x").optionalString("y").endRecord();
    private static final Schema SCHEMA =
            SchemaBuilder.record("Sample")
                    .fields()
                    .optionalString("text")
                    .requiredInt("number")
                    .optionalDouble("weight")
                    .optionalFloat("share")
                    .optionalBoolean("flag")
                    .optionalBytes("bytes")
                    .name("micros")
                    .type(LogicalTypes.timestampMicros().addToSchema(of(Schema.Type.LONG)))
                    .noDefault()
                    .name("day")
                    .type(LogicalTypes.date().addToSchema(of(Schema.Type.INT)))
                    .noDefault()
                    .name("price")
                    .type(LogicalTypes.decimal(10, 2).addToSchema(of(Schema.Type.BYTES)))
                    .noDefault()
                    .name("tags")
                    .type(Schema.createArray(of(Schema.Type.STRING)))
                    .noDefault()
                    .name("counts")
                    .type(Schema.createMap(of(Schema.Type.LONG)))
                    .noDefault()
                    .name("inner")
                    .type(INNER)
                    .noDefault()
                    .name("either")
                    .type(Schema.createUnion(of(Schema.Type.STRING), of(Schema.Type.LONG)))
                    .noDefault()
                    .requiredLong("offset")
                    .endRecord();

    @TempDir private static Path folder;
    private static String root;

    private static Schema of(Schema.Type type) {
        return Schema.create(type);
    }

    @BeforeAll
    static void write() throws IOException {
        root = folder.toUri().toString();
        LogDefinition definition = LogDefinition.of("samples", 1, "offset", null, null, "");
        LogArchive archive = LogArchive.create(root, new Configuration(), definition, SCHEMA);
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, SCHEMA)) {
            writer.write(LogRow.event(0, 5_000, null, sample()));
            writer.write(LogRow.dead(1, new byte[] {7}, "it is damaged"));
            writer.write(LogRow.heartbeat(2, 9_000));
            archive.commit(List.of(writer.finish(3)));
        }
    }

    private static GenericData.Record sample() {
        GenericData.Record inner = new GenericData.Record(INNER);
        inner.put("x", 3);
        GenericData.Record sample = new GenericData.Record(SCHEMA);
        sample.put("text", "a");
        sample.put("number", 1);
        sample.put("weight", 0.5);
        sample.put("flag", true);
        sample.put("bytes", ByteBuffer.wrap(new byte[] {1, 2}));
        sample.put("micros", -1L);
        sample.put("day", 1);
        sample.put("price", ByteBuffer.wrap(new byte[] {4, 1}));
        sample.put("tags", List.of("p", "q"));
        sample.put("counts", Map.of("k", 8L));
        sample.put("inner", inner);
        sample.put("either", "text");
        sample.put("offset", 5_000L);
        return sample;
    }

    private static Queries queries() {
        return Queries.batch().river(Map.of("archive", root, "disorder", "1 s"));
    }

    @Test
    void everyTypeIsReadAndAColumnLikeOfMetadataIsKept() throws Exception {
        assertThat(queries().rows("SELECT * FROM samples"))
                .containsExactly(
                        "+I[a, 1, 0.5, null, true, [1, 2], 1969-12-31T23:59:59.999999Z,"
                                + " 1970-01-02, 10.25, [p, q], {k=8}, +I[3, null], 5000, 0, 0, 0,"
                                + " 1970-01-01T00:00:05Z, null, false]");
        assertThat(queries().rows("SELECT weight, text, share, flag, number FROM samples"))
                .containsExactly("+I[0.5, a, null, true, 1]");
    }

    @Test
    void deadLettersAreATableOfTheirOwn() throws Exception {
        assertThat(queries().rows("SHOW TABLES"))
                .containsExactly("+I[samples$dead]", "+I[samples]");
        assertThat(queries().rows("SELECT * FROM `samples$dead`"))
                .containsExactly("+I[it is damaged, [7], 0, 1, 0, 1970-01-01T00:00:04Z]");
        assertThat(
                        queries()
                                .rows(
                                        "SELECT `offset`, payload FROM `samples$dead` WHERE reason"
                                                + " <> ''"))
                .containsExactly("+I[1, [7]]");
    }

    @Test
    void deadLetterFailsAQueryThatWantsNone() {
        assertThatThrownBy(
                        () ->
                                queries()
                                        .rows(
                                                "SELECT text FROM samples /*+"
                                                        + " OPTIONS('dead-letters' = 'fail') */"))
                .satisfies(
                        error ->
                                assertThat(ExceptionUtils.stringifyException(error))
                                        .contains(
                                                "of log samples at generation 0, partition 0,"
                                                        + " offset 1 cannot be decoded (it is"
                                                        + " damaged)"));
    }
}
