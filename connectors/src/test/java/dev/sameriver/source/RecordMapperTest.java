package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.EventType;
import dev.sameriver.view.UserError;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMapperTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Flight")
                    .fields()
                    .optionalString("origin")
                    .optionalLong("delay_minutes")
                    .name("tailNumber")
                    .type()
                    .nullable()
                    .stringType()
                    .noDefault()
                    .name("at")
                    .type(
                            LogicalTypes.timestampMicros()
                                    .addToSchema(Schema.create(Schema.Type.LONG)))
                    .noDefault()
                    .name("price")
                    .type(LogicalTypes.decimal(10, 2).addToSchema(Schema.create(Schema.Type.BYTES)))
                    .noDefault()
                    .endRecord();

    record Flight(
            @Nullable String origin,
            int delayMinutes,
            @Nullable String tailNumber,
            Instant at,
            BigDecimal price) {}

    record Small(String k, short delay, byte b, @Nullable Short maybe) {}

    record Boxed(@Nullable Integer delayMinutes) {}

    record Lost(String destination) {}

    record Wrong(boolean origin) {}

    record Picky(@Nullable String origin) {
        Picky {
            if (origin == null) {
                throw new IllegalArgumentException("an origin is needed");
            }
        }
    }

    @Test
    void componentsAreFoundInSnakeCaseOrUnderTheirOwnName() {
        assertThat(RecordMapper.of(EventType.of(Flight.class)).columns("flights", SCHEMA))
                .isEqualTo(List.of("origin", "delay_minutes", "tailNumber", "at", "price"));
        assertThat(RecordMapper.of(EventType.of(Flight.class)).map(flight("JFK", 12L)))
                .isEqualTo(
                        new Flight(
                                "JFK",
                                12,
                                null,
                                Instant.parse("1969-12-31T23:59:59.999999Z"),
                                new BigDecimal("1.23")));
    }

    @Test
    void nullIsNullForAnObjectAndRefusedForAPrimitive() {
        assertThat(
                        RecordMapper.of(EventType.of(Boxed.class))
                                .map(flight("JFK", null))
                                .delayMinutes())
                .isNull();
        assertThatThrownBy(
                        () -> RecordMapper.of(EventType.of(Flight.class)).map(flight("JFK", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column delay_minutes is null");
    }

    @Test
    void valueThatDoesNotFitIsNamedWithItsColumn() {
        assertThatThrownBy(
                        () ->
                                RecordMapper.of(EventType.of(Flight.class))
                                        .map(flight("JFK", 1L << 40)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column delay_minutes holds 1099511627776, which is no int");
        assertThatThrownBy(() -> RecordMapper.of(EventType.of(Wrong.class)).map(flight("JFK", 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column origin holds JFK, which is no boolean");
    }

    @Test
    void shortsAndBytesAreReadFromWiderColumnsAsFarAsTheyFit() {
        RecordMapper<Small> mapper = RecordMapper.of(EventType.of(Small.class));
        assertThat(mapper.map(small(-32_768L, 127, null)))
                .isEqualTo(new Small("JFK", Short.MIN_VALUE, Byte.MAX_VALUE, null));
        assertThat(mapper.map(small(7L, -128, 32_767L)))
                .isEqualTo(new Small("JFK", (short) 7, Byte.MIN_VALUE, Short.MAX_VALUE));
        assertThatThrownBy(() -> mapper.map(small(32_768L, 1, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column delay holds 32768, which is no short");
        assertThatThrownBy(() -> mapper.map(small(1L, 128, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column b holds 128, which is no byte");
    }

    private static GenericRecord small(long delay, int b, @Nullable Long maybe) {
        Schema schema =
                SchemaBuilder.record("Small")
                        .fields()
                        .requiredString("k")
                        .requiredLong("delay")
                        .requiredInt("b")
                        .optionalLong("maybe")
                        .endRecord();
        GenericData.Record small = new GenericData.Record(schema);
        small.put("k", "JFK");
        small.put("delay", delay);
        small.put("b", b);
        small.put("maybe", maybe);
        return small;
    }

    @Test
    void whatTheRecordItselfRefusesIsSaid() {
        assertThatThrownBy(() -> RecordMapper.of(EventType.of(Picky.class)).map(flight(null, 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an origin is needed");
    }

    @Test
    void schemaMayChangeFromEventToEvent() {
        RecordMapper<Boxed> mapper = RecordMapper.of(EventType.of(Boxed.class));
        Schema other =
                SchemaBuilder.record("Other").fields().requiredInt("delay_minutes").endRecord();
        GenericData.Record event = new GenericData.Record(other);
        event.put("delay_minutes", 7);
        assertThat(mapper.map(flight("JFK", 12L)).delayMinutes()).isEqualTo(12);
        assertThat(mapper.map(event).delayMinutes()).isEqualTo(7);
        assertThat(mapper.map(flight("JFK", 13L)).delayMinutes()).isEqualTo(13);
    }

    @Test
    void componentWithoutAColumnIsRefusedWithTheColumnsThereAre() {
        assertThatThrownBy(
                        () -> RecordMapper.of(EventType.of(Lost.class)).columns("flights", SCHEMA))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Lost.destination is none of log flights")
                .hasMessageContaining("origin, delay_minutes");
    }

    @Test
    void classThatIsNoRecordIsRefused() {
        assertThatThrownBy(() -> RecordMapper.of(EventType.of(String.class)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("java.lang.String is not one");
    }

    private static GenericRecord flight(@Nullable String origin, @Nullable Long delay) {
        GenericData.Record flight = new GenericData.Record(SCHEMA);
        flight.put("origin", origin);
        flight.put("delay_minutes", delay);
        flight.put("at", -1L);
        flight.put("price", ByteBuffer.wrap(new byte[] {123}));
        return flight;
    }
}
