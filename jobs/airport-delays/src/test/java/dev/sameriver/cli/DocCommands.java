package dev.sameriver.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The commands of a page of the docs, run as its reader would, but in this process. */
public final class DocCommands {

    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String LAUNCHER = "./sameriver ";

    private DocCommands() {}

    /** What a command said. */
    public record Said(int code, String out) {}

    /** The page's commands in their order, each in one line, without the launcher's name. */
    public static List<String> of(String page) throws IOException {
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
     * Runs a command; {@code --sandbox} stands for the sandbox of the tests, and files are looked
     * for in the repository.
     *
     * @param settings the settings file of that sandbox
     * @param log what is said beside the output is added to it
     */
    public static Said run(String command, Path settings, Path log) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : words(command)) {
            if (word.equals("--sandbox")) {
                words.addAll(List.of("--config", settings.toString()));
            } else {
                words.add(word.startsWith("jobs/") ? REPOSITORY.resolve(word).toString() : word);
            }
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream printed = new PrintStream(said, true, StandardCharsets.UTF_8);
                PrintStream beside =
                        new PrintStream(
                                Files.newOutputStream(log, StandardOpenOption.APPEND),
                                true,
                                StandardCharsets.UTF_8)) {
            System.setOut(printed);
            System.setErr(beside);
            int code = Main.commandLine().execute(words.toArray(new String[0]));
            return new Said(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
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
