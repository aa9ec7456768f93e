package dev.sameriver.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The SQL of a page of the docs: what stands there indented, statement by statement. */
final class DocStatements {

    private static final String INDENT = "    ";

    private DocStatements() {}

    static List<String> of(String page) throws IOException {
        List<String> statements = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        List<String> lines =
                new ArrayList<>(
                        Files.readAllLines(Path.of(System.getProperty("sameriver.home"), page)));
        lines.add("");
        for (String line : lines) {
            if (line.startsWith(INDENT)) {
                block.append(line.substring(INDENT.length())).append('\n');
            } else if (!block.isEmpty()) {
                for (String statement : block.toString().split(";\n")) {
                    statements.add(statement.strip());
                }
                block.setLength(0);
            }
        }
        return statements;
    }
}
