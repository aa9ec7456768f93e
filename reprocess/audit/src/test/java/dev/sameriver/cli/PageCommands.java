package dev.sameriver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a page of the docs, as its reader would type them in a folder of his own.
 *
 * @param line the command in one line
 * @param folder stands for the reader's folder, and for {@code ~/.sameriver}
 */
record PageCommands(String line, Path folder) {

    private static final String LAUNCHER = "./sameriver ";

    static List<PageCommands> of(Path page, Path folder) throws IOException {
        List<PageCommands> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
            boolean starts = line.startsWith("    " + LAUNCHER) || line.startsWith("    java ");
            if (!starts && command.isEmpty()) {
                continue;
            }
            String text = line.strip();
            boolean goesOn = text.endsWith("\\");
            command.append(goesOn ? text.substring(0, text.length() - 1) : text);
            if (!goesOn) {
                commands.add(new PageCommands(command.toString(), folder));
                command.setLength(0);
            }
        }
        return commands;
    }

    boolean isOurs() {
        return line.startsWith(LAUNCHER);
    }

    boolean has(String word) {
        return List.of(line.split(" ")).contains(word);
    }

    /** Its words, without the launcher, the sandbox, and where its output goes. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (String word : line.substring(LAUNCHER.length()).split(" +")) {
            if (word.equals(">")) {
                break;
            }
            if (!word.equals("--sandbox")) {
                words.add(word.contains(".json") || word.startsWith("~/") ? here(word) : word);
            }
        }
        return words;
    }

    /** The file that its output goes to; empty if it goes to the terminal. */
    List<Path> output() {
        int at = line.indexOf(" > ");
        return at < 0 ? List.of() : List.of(Path.of(here(line.substring(at + 3).strip())));
    }

    private String here(String file) {
        return folder.resolve(file.replace("~/.sameriver/", "")).toString();
    }
}
