package dev.sameriver.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command as one would type it to get the same again, with the defaults written out. */
final class CommandText {

    private CommandText() {}

    /** The text of a command whose options were parsed. */
    static String of(CommandSpec command) {
        List<String> words = new ArrayList<>();
        words.add("./" + command.qualifiedName());
        List<OptionSpec> options = new ArrayList<>(command.options());
        options.sort(Comparator.comparing(OptionSpec::longestName));
        for (OptionSpec option : options) {
            Object value = option.getValue();
            if (option.usageHelp() || option.versionHelp() || value == null) {
                continue;
            }
            Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
            for (Object one : values) {
                add(words, option.longestName(), one);
            }
        }
        return String.join(" ", words);
    }

    private static void add(List<String> words, String name, Object value) {
        if (value instanceof Boolean given) {
            if (given) {
                words.add(name);
            }
            return;
        }
        String text = value instanceof Enum<?> constant ? constant.name() : value.toString();
        if (!text.isEmpty()) {
            words.add(name + "=" + quoted(text));
        }
    }

    /** A word as a shell takes it for one. */
    static String quoted(String text) {
        return text.matches("[\\w./:,=+@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
