package dev.sameriver.bench.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.bench.Step;
import dev.sameriver.bench.StepFigure;
import dev.sameriver.bench.StepOrder;
import dev.sameriver.bench.StepReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsITCase {

    @Test
    void everyStepGivesFigures() throws Exception {
        StepReport report = StepsMain.run(new StepOrder(List.of(Step.values()), true, false));
        assertThat(report.figures())
                .extracting(StepFigure::step)
                .containsExactly(
                        "decode",
                        "clock",
                        "slice",
                        "judge",
                        "combine",
                        "combineFewKeys, 60 slideSeconds",
                        "combineFewKeys, 1 slideSeconds",
                        "combineAndHandOn",
                        "combineTexts",
                        "combineSessions",
                        "combineLate",
                        "merge",
                        "mergeParts",
                        "fire, 10 slices",
                        "fire, 60 slices",
                        "fire, 3600 slices",
                        "judgeInOrder",
                        "travel",
                        "applyInOrder");
        assertThat(report.figures()).allMatch(figure -> figure.nanos() > 0 && figure.bytes() >= 0);
    }
}
