package dev.sameriver.upgrade;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a check found.
 *
 * @param view as in {@code airport-delays-v1}
 * @param findings the worst first
 */
public record CheckReport(String view, Path oldJar, Path newJar, List<Finding> findings) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public CheckReport {
        findings =
                findings.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Finding::severity))
                        .toList();
    }

    /** Whether the old state does not carry over to the new jar. */
    public boolean breaks() {
        return count(Severity.BREAKS) > 0;
    }

    private long count(Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }

    /** The report for a person: each finding with its remedy, and a line that sums up. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(
                    finding.severity()
                            + " "
                            + finding.rule().label()
                            + ": "
                            + finding.where()
                            + ": "
                            + finding.what());
            lines.add("    remedy: " + finding.remedy());
        }
        lines.add(
                "check %s: %s (breaks=%d migrates=%d warns=%d)"
                        .formatted(
                                view,
                                verdict(),
                                count(Severity.BREAKS),
                                count(Severity.MIGRATES),
                                count(Severity.WARNS)));
        return lines;
    }

    /** The report for a program. */
    public String json() {
        ObjectNode report = JSON.createObjectNode();
        report.put("view", view);
        report.put("oldJar", oldJar.toString());
        report.put("newJar", newJar.toString());
        report.put("verdict", verdict());
        ArrayNode list = report.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("severity", finding.severity().name())
                    .put("rule", finding.rule().label())
                    .put("where", finding.where())
                    .put("what", finding.what())
                    .put("remedy", finding.remedy());
        }
        return report.toPrettyString() + "\n";
    }

    private String verdict() {
        return breaks() ? "breaks" : "compatible";
    }
}
