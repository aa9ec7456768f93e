package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands of a page of the docs, run as its reader would, each as a process of its own. */
final class DocCommands {

    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String LAUNCHER = "./sameriver ";
    private static final int PATIENCE_MINUTES = 4;

    private DocCommands() {}

    /** What a command said. */
    record Said(int code, String out) {}

    /** The page's commands in their order, each in one line, without the launcher's name. */
    static List<String> of(String page) throws IOException {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        for (String line : Files.readAllLines(REPOSITORY.resolve(page))) {
            boolean starts = line.startsWith("    " + LAUNCHER);
            if (!starts && command.isEmpty()) {
                continue;
            }
            String text = line.strip();
            boolean goesOn = text.endsWith("\\");
            command.append(goesOn ? text.substring(0, text.length() - 1) : text);
            if (!goesOn) {
                commands.add(command.substring(LAUNCHER.length()));
                command.setLength(0);
            }
        }
        return commands;
    }

    /**
     * Runs a command; {@code --sandbox} stands for the sandbox of the tests.
     *
     * @param settings the settings file of that sandbox
     */
    static Said run(String command, Path settings, Path log) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx512m");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(words::add);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add("dev.sameriver.cli.Main");
        for (String word : words(command)) {
            words.addAll(
                    word.equals("--sandbox")
                            ? List.of("--config", settings.toString())
                            : List.of(word));
        }
        Process process =
                new ProcessBuilder(words)
                        .directory(REPOSITORY.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try {
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as(command).isTrue();
            return new Said(process.exitValue(), out);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A command's words; what stands in double quotes is one. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        boolean quoted = false;
        StringBuilder word = new StringBuilder();
        for (char letter : (command.replaceAll("\\s+# .*", "") + " ").toCharArray()) {
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ' ' && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                word.append(letter);
            }
        }
        return words;
    }
}
