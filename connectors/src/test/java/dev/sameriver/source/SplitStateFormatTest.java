package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What checkpoints keep of the source, in format 1. */
class SplitStateFormatTest {

    private static final LogSplit LIVE =
            LogSplit.partition(new Position(1, 2, 77), -1_000, null, true);
    private static final LogSplit SPAN =
            LogSplit.span(new Position(0, 3, 5), Clock.NONE, new Position(0, 3, 9), false);

    private static final String LIVE_BYTES =
            "0002"
                    + "7032" // id: p2
                    + "00000001"
                    + "00000002"
                    + "000000000000004d" // position
                    + "fffffffffffffc18" // greatest
                    + "00" // no end
                    + "01"; // unborn

    private static final String SPAN_BYTES =
            "0005"
                    + "302f332f35" // id: 0/3/5
                    + "00000000"
                    + "00000003"
                    + "0000000000000005" // position
                    + "8000000000000000" // greatest: none
                    + "01"
                    + "00000000"
                    + "00000003"
                    + "0000000000000009" // end
                    + "00"; // born

    @Test
    void splitsHaveTheBytesOfFormatOne() throws IOException {
        assertThat(hex(LogSplitSerializer.INSTANCE.serialize(LIVE))).isEqualTo(LIVE_BYTES);
        assertThat(hex(LogSplitSerializer.INSTANCE.serialize(SPAN))).isEqualTo(SPAN_BYTES);
    }

    @Test
    void splitsOfFormatOneAreRead() throws IOException {
        assertThat(LogSplitSerializer.INSTANCE.deserialize(1, bytes(LIVE_BYTES))).isEqualTo(LIVE);
        assertThat(LogSplitSerializer.INSTANCE.deserialize(1, bytes(SPAN_BYTES))).isEqualTo(SPAN);
    }

    @Test
    void enumeratorHasTheBytesOfFormatOneAndReadsThem() throws IOException {
        EnumeratorState state = new EnumeratorState(4, List.of(LIVE, SPAN));
        String golden =
                "00000004"
                        + "00000001"
                        + "00000002" // partitions, split format, splits
                        + "0000001e"
                        + LIVE_BYTES
                        + "00000031"
                        + SPAN_BYTES;
        EnumeratorState.Serializer serializer = EnumeratorState.Serializer.INSTANCE;
        assertThat(hex(serializer.serialize(state))).isEqualTo(golden);
        assertThat(serializer.deserialize(1, bytes(golden))).isEqualTo(state);
    }

    @Test
    void unknownFormatIsRefusedWithBothVersions() {
        assertThatThrownBy(() -> LogSplitSerializer.INSTANCE.deserialize(2, bytes(LIVE_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be 1")
                .hasMessageContaining("has 2");
        assertThatThrownBy(() -> EnumeratorState.Serializer.INSTANCE.deserialize(7, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be 1")
                .hasMessageContaining("has 7");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
