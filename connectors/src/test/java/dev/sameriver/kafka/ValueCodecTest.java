package dev.sameriver.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.ValueFormat;
import dev.sameriver.log.Clock;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueCodecTest {

    private static final Headers NONE = new RecordHeaders();

    /** Bytes of an Avro value before the event. */
    private static final int HEADER = 10;

    private static final Schema FLIGHT =
            new Schema.Parser()
                    .parse(
                            """
                            {"type":"record","name":"Flight","fields":[
                             {"name":"id","type":"long"},
                             {"name":"scheduled","type":{"type":"long","logicalType":"timestamp-millis"}},
                             {"name":"origin","type":["null","string"],"default":null},
                             {"name":"delay","type":"int"}]}
                            """);

    /** With a column more, and a wider one. */
    private static final Schema WIDER =
            new Schema.Parser()
                    .parse(
                            FLIGHT.toString()
                                    .replace("\"int\"", "\"long\"")
                                    .replace(
                                            "\"fields\":[",
                                            "\"fields\":[{\"name\":\"carrier\",\"type\":\"string\",\"default\":\"AA\"},"));

    @TempDir Path folder;

    private LogArchive archive(ValueFormat format) throws IOException {
        LogDefinition definition =
                LogDefinition.of("flights", 4, "scheduled", "origin", "id", "")
                        .withKafka(format, "flights");
        return LogArchive.create(
                folder.toUri().toString(), new Configuration(), definition, FLIGHT);
    }

    private static GenericRecord flight(long scheduled) {
        GenericData.Record flight = new GenericData.Record(FLIGHT);
        flight.put("id", 17L);
        flight.put("scheduled", scheduled);
        flight.put("origin", "JFK\"\n\u00e9");
        flight.put("delay", 12);
        return flight;
    }

    private static GenericRecord widerFlight(long scheduled) {
        GenericData.Record wider = new GenericData.Record(WIDER);
        GenericRecord flight = flight(scheduled);
        FLIGHT.getFields().forEach(field -> wider.put(field.name(), flight.get(field.name())));
        wider.put("carrier", "DL");
        wider.put("delay", 5L);
        return wider;
    }

    @Test
    void eventsComeBackInBothFormats() throws IOException {
        for (ValueFormat format : ValueFormat.values()) {
            LogArchive archive =
                    LogArchive.create(
                            folder.resolve(format.name()).toUri().toString(),
                            new Configuration(),
                            LogDefinition.of("flights", 4, "scheduled", "origin", "id", "")
                                    .withKafka(format, "flights"),
                            FLIGHT);
            ValueCodec codec = ValueCodec.of(archive, null);

            LogRow row = codec.decode(5, codec.encode(flight(-1)), NONE);

            assertThat(row.kind()).isEqualTo(RecordKind.EVENT);
            assertThat(row.offset()).isEqualTo(5);
            assertThat(row.time()).isEqualTo(-1);
            assertThat(row.id()).isEqualTo("17");
            assertThat(row.event()).hasToString(flight(-1).toString());
        }
    }

    @Test
    void projectionKeepsTimeAndId() throws IOException {
        ValueCodec codec = ValueCodec.of(archive(ValueFormat.AVRO), List.of("delay"));

        LogRow row = codec.decode(0, codec.encode(flight(3)), NONE);

        assertThat(row.time()).isEqualTo(3);
        assertThat(row.id()).isEqualTo("17");
        assertThat(codec.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly("id", "scheduled", "delay");
    }

    @Test
    void eventOfASchemaThatIsNotKnownIsDeadForEveryReaderAndEver() throws IOException {
        LogArchive archive = archive(ValueFormat.AVRO);
        byte[] newer = ValueCodec.of(archive, null).encode(widerFlight(4));

        LogRow dead = ValueCodec.of(archive, null).decode(0, newer, NONE);
        assertThat(dead.kind()).isEqualTo(RecordKind.DEAD);
        assertThat(dead.reason()).contains("schema is not known");
        assertThat(dead.raw()).isEqualTo(newer);

        assertThatThrownBy(() -> archive(ValueFormat.AVRO).evolve(WIDER))
                .isInstanceOf(UserError.class);
        LogRow other = ValueCodec.of(archive(ValueFormat.AVRO), null).decode(0, newer, NONE);
        assertThat(other.reason()).isEqualTo(dead.reason());
    }

    @Test
    void eventOfAnotherKnownSchemaIsResolved() throws IOException {
        LogArchive archive = archive(ValueFormat.AVRO);
        byte[] old = ValueCodec.of(archive, null).encode(flight(3));
        archive.evolve(WIDER);
        GenericRecord resolved =
                Objects.requireNonNull(ValueCodec.of(archive, null).decode(0, old, NONE).event());
        assertThat(resolved.get("delay")).isEqualTo(12L);
        assertThat(resolved.get("carrier")).isEqualTo("AA");
    }

    @Test
    void jsonTimesAreIsoTextOrEpochMilliseconds() throws IOException {
        ValueCodec codec = ValueCodec.of(archive(ValueFormat.JSON), null);

        for (String time :
                List.of("\"2001-01-01T00:01Z\"", "\"2001-01-01T01:01:00+01:00\"", "978307260000")) {
            byte[] value = json("{\"id\":1,\"scheduled\":" + time + ",\"delay\":2,\"more\":[1]}");
            assertThat(codec.decode(0, value, NONE).time()).isEqualTo(978_307_260_000L);
        }
    }

    @Test
    void whatIsNoEventIsDeadWithAReason() throws IOException {
        ValueCodec codec = ValueCodec.of(archive(ValueFormat.JSON), null);

        assertThat(codec.decode(0, json("{\"id\":1,\"delay\":2}"), NONE).reason())
                .isEqualTo("field scheduled is missing");
        assertThat(codec.decode(0, json("{\"id\":1,\"scheduled\":1,\"delay\":2.5}"), NONE).reason())
                .contains("field delay");
        assertThat(codec.decode(0, json("{\"id\":1"), NONE).reason()).contains("not JSON");
        assertThat(codec.decode(0, json("[]"), NONE).reason()).contains("not a JSON object");
        assertThat(codec.decode(0, json(""), NONE).reason()).contains("not a JSON object");
        assertThat(codec.decode(0, null, NONE).reason()).contains("no value");
        String late = "{\"id\":1,\"delay\":2,\"scheduled\":" + (Clock.MAX_TIME + 1) + "}";
        assertThat(codec.decode(0, json(late), NONE).reason()).contains("out of range");
    }

    @Test
    void damagedAvroNeverThrows() throws IOException {
        ValueCodec codec = ValueCodec.of(archive(ValueFormat.AVRO), null);
        byte[] sound = codec.encode(flight(978_307_260_000L));
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = sound.clone();
            // Each other fingerprint is a file; a few of them will do.
            int from = i < 50 ? 0 : HEADER;
            for (int flips = 0; flips < 3; flips++) {
                int at = from + random.nextInt(sound.length - from);
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(codec.decode(0, damaged, NONE).kind()).isNotNull();
        }
        assertThat(codec.decode(0, new byte[1 << 20], NONE).reason()).contains("single-object");
    }

    @Test
    void heartbeatComesBackAndABadOneIsDead() throws IOException {
        ValueCodec codec = ValueCodec.of(archive(ValueFormat.AVRO), null);
        var sent = ValueCodec.heartbeat("flights", 2, -5);

        LogRow row = codec.decode(9, sent.value(), sent.headers());

        assertThat(row.kind()).isEqualTo(RecordKind.HEARTBEAT);
        assertThat(row.time()).isEqualTo(-5);
        assertThat(sent.key()).isNull();
        Headers bad = new RecordHeaders().add(ValueCodec.HEARTBEAT, new byte[3]);
        assertThat(codec.decode(9, new byte[0], bad).kind()).isEqualTo(RecordKind.DEAD);
    }

    @Test
    void partitionIsThatOfKafkasDefaultPartitioner() {
        for (String key : List.of("JFK", "", "\u00e9", "LAX", "42")) {
            int kafka = BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 4);
            assertThat(LogPartitioner.partition(key, 4)).isEqualTo(kafka);
        }
        assertThat(LogPartitioner.partition(42L, 7)).isEqualTo(LogPartitioner.partition("42", 7));
        assertThat(LogPartitioner.partition(null, 4)).isZero();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
