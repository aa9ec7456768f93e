package dev.sameriver.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Progress;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalRangeTest {

    private static final Instant MARCH = Instant.parse("2001-03-01T00:00:00Z");

    private static final String CSV =
            """
            at,origin,reported,n
            2001-01-31T23:00Z,JFK,2001-02-28T23:59:00Z,1
            cut off,JFK
            2001-02-28T23:00Z,JFK,2001-03-01T00:00:00Z,3
            cut off too,JFK
            2001-01-01T00:00Z,JFK,2001-02-01T00:00:00Z,5
            """;

    @TempDir private Path folder;

    private ImportResult run(String root, @Nullable String order, ArrivalRange range)
            throws IOException {
        String file = Files.writeString(folder.resolve("flights.csv"), CSV).toString();
        Importer importer = new Importer(folder.resolve(root).toString(), new Configuration());
        ImportOptions options =
                ImportOptions.of("flights", 1, "at", "origin").orderedBy(order).arrivedIn(range);
        return importer.run(importer.plan(options, List.of(file)), Progress.NONE);
    }

    @Test
    void twoRangesThatMeetTakeEachRowOnceAndUndecodableOnesGoWithTheRowBeforeThem()
            throws IOException {
        ImportResult winter = run("winter", "reported", new ArrivalRange(null, MARCH));
        assertThat(winter.events()).isEqualTo(2);
        assertThat(winter.dead()).isEqualTo(1);
        assertThat(winter.deadSamples()).first().asString().contains("line 3");

        ImportResult spring = run("spring", "reported", new ArrivalRange(MARCH, null));
        assertThat(spring.events()).isEqualTo(1);
        assertThat(spring.dead()).isEqualTo(1);
        assertThat(spring.deadSamples()).first().asString().contains("line 5");
    }

    @Test
    void rangeNeedsAnOrderColumnThatIsATime() {
        ArrivalRange range = new ArrivalRange(MARCH, null);
        assertThatThrownBy(() -> run("a", null, range))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--order");
        assertThatThrownBy(() -> run("b", "origin", range))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("timestamp");
        assertThatThrownBy(() -> new ArrivalRange(MARCH, MARCH))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--from before --to");
    }
}
