package dev.sameriver.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.bench.BenchCases;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.Dataset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CaseMainTest {

    private static final Dataset WHOLE = data(1_000);
    private static final Dataset PART = data(200);
    private static final CaseOrder ORDER =
            new CaseOrder(BenchCases.all().get(0), WHOLE, PART, 1, 1, "file:/none", 1_000);

    @Test
    void fastSystemIsWarmedOnAllEventsAndSlowOnesOnAPart() throws Exception {
        CaseRun fast = CaseMain.runWarm((order, data) -> run(data, 1), ORDER, PART);
        assertThat(fast.rows()).isEqualTo(1_000);
        assertThat(fast.warmUpParts()).isPositive();
        assertThat(fast.warmUpWholes()).isPositive();

        CaseRun slow = CaseMain.runWarm((order, data) -> run(data, 250), ORDER, PART);
        assertThat(slow.rows()).isEqualTo(1_000);
        assertThat(slow.warmUpParts()).isBetween(1, 4);
        assertThat(slow.warmUpWholes()).isZero();
    }

    private static CaseRun run(Dataset data, long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
        return CaseRun.of(millis, millis, data.events(), 0);
    }

    private static Dataset data(long events) {
        return new Dataset("none", BenchWork.WINDOWS, events, 1, 1_000, 0);
    }
}
