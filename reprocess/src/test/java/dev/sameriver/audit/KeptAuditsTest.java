package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptAuditsTest {

    private static final String ALL = "null";
    private static final String PART = "\"5% from 0%\"";

    @Test
    void failureIsOpenUntilAnAuditOfAsMuchPasses() throws IOException {
        KeptAudits kept = KeptAudits.NONE.with(rows("failed", ALL, "01", "10"));
        assertThat(kept.result()).isEqualTo("failed");
        kept = kept.with(rows("failed", PART, "01", "10")).with(rows("passed", PART, "01", "10"));
        assertThat(kept.result()).isEqualTo("failed");
        assertThat(kept.failed()).hasSize(1);
        kept = kept.with(rows("passed", ALL, "02", "10")).with(rows("passed", ALL, "01", "09"));
        assertThat(kept.result()).isEqualTo("failed");
        assertThat(kept.with(rows("passed", ALL, "01", "11")).result()).isEqualTo("passed");
    }

    @Test
    void failureIsReplacedByOneOfAsMuch() throws IOException {
        KeptAudits kept =
                KeptAudits.NONE
                        .with(rows("failed", PART, "01", "10"))
                        .with(rows("failed", ALL, "01", "10"));
        assertThat(kept.failed()).hasSize(1);
        assertThat(kept.with(rows("failed", PART, "01", "10")).failed()).hasSize(2);
    }

    @Test
    void damageDoesNotSettleRowsThatDiffer() throws IOException {
        KeptAudits kept =
                KeptAudits.NONE
                        .with(rows("failed", ALL, "01", "10"))
                        .with(damage())
                        .with(rows("passed", ALL, "09", "10"));
        assertThat(kept.result()).isEqualTo("failed");
        assertThat(kept.failed()).hasSize(1);
    }

    @Test
    void damageIsSettledByAnyAuditThatPassesAndReadTheWholeArchive() throws IOException {
        KeptAudits kept =
                KeptAudits.NONE.with(rows("passed", ALL, "01", "10")).with(damage()).with(damage());
        assertThat(kept.failed()).hasSize(1);
        assertThat(kept.last()).extracting(SignedRecord::passed).isEqualTo(true);
        assertThat(kept.with(record("passed", PART, "09", "10", 3)).result()).isEqualTo("failed");
        assertThat(kept.with(rows("passed", PART, "09", "10")).result()).isEqualTo("passed");
    }

    @Test
    void whatIsKeptIsReadBack() throws IOException {
        for (KeptAudits kept :
                List.of(
                        KeptAudits.NONE.with(rows("passed", ALL, "01", "10")),
                        KeptAudits.NONE.with(damage()),
                        KeptAudits.NONE.with(damage()).with(rows("failed", ALL, "01", "10")))) {
            KeptAudits read = KeptAudits.read(kept.text());
            assertThat(read.text()).isEqualTo(kept.text());
            assertThat(read.result()).isEqualTo(kept.result());
        }
        String alone = rows("failed", ALL, "01", "10").text();
        assertThat(KeptAudits.read(alone).result()).isEqualTo("failed");
    }

    /** An audit that has read all four segments. */
    private static SignedRecord rows(String result, String sample, String fromDay, String toDay)
            throws IOException {
        return record(result, sample, fromDay, toDay, 4);
    }

    private static SignedRecord record(
            String result, String sample, String fromDay, String toDay, int read)
            throws IOException {
        return SignedRecord.read(
                ("{\"audit\":{\"result\":\"%s\",\"sample\":%s,\"from\":\"2001-01-%sT00:00:00Z\","
                                + "\"to\":\"2001-01-%sT00:00:00Z\",\"sides\":{\"served\":{}},"
                                + "\"logs\":[{\"segments\":4,\"read\":%d}]}}")
                        .formatted(result, sample, fromDay, toDay, read));
    }

    private static SignedRecord damage() throws IOException {
        return SignedRecord.read(
                "{\"audit\":{\"result\":\"failed\",\"sample\":null,\"sides\":{},\"logs\":[]}}");
    }
}
