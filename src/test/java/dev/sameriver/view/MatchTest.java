package dev.sameriver.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.Reading;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A join's results can go to another machine, with or without a version. */
class MatchTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(longs = 42)
    void matchIsReadAsItWasWritten(@Nullable Long version) throws Exception {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);
        TypeInformation<Reading> reading = TypeInformation.of(Reading.class);
        TypeSerializer<Match<Reading, Long>> serializer =
                VersionJoin.matchType(reading, TypeInformation.of(Long.class))
                        .createSerializer(strict);
        Match<Reading, Long> match = new Match<>(new Reading("a", 1L), version);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(match, out);
        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(match);
    }
}
