package dev.sameriver.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of all steps, in the order in which an event meets them. */
public record StepReport(List<StepFigure> figures) {

    /** The rows of a table, its head first. */
    public List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("step", "per", "ns", "+/- ns", "bytes"));
        for (StepFigure figure : figures) {
            table.add(
                    List.of(
                            figure.step(),
                            figure.unit(),
                            number(figure.nanos()),
                            number(figure.error()),
                            number(figure.bytes())));
        }
        return table;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }
}
