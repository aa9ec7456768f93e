package dev.sameriver.sql;

import dev.sameriver.view.UserError;
import org.apache.calcite.sql.SqlNode;

/**
 * The file that SQL is from.
 *
 * @param file its name, for messages
 */
record Place(String file) {

    private static final int MOST_SHOWN = 60;

    /**
     * The refusal of what stands in the file.
     *
     * @param rule what must hold, as {@code A view is a function of its log}
     * @param complaint what is wrong with the part of the file, as {@code gives other values in
     *     each run}
     * @param remedy what to do, as {@code leave it out}
     */
    UserError refuse(SqlNode part, String rule, String complaint, String remedy) {
        return new UserError(
                "%s, but %s at line %d, column %d of %s %s: %s."
                        .formatted(
                                rule,
                                text(part),
                                part.getParserPosition().getLineNum(),
                                part.getParserPosition().getColumnNum(),
                                file,
                                complaint,
                                remedy));
    }

    /** The refusal of what is missing in the file as a whole. */
    UserError refuse(String rule, String complaint, String remedy) {
        return new UserError("%s, but %s %s: %s.".formatted(rule, file, complaint, remedy));
    }

    /** A part as SQL, in one line. */
    static String text(SqlNode part) {
        String text = part.toString().replace("`", "").replaceAll("\\s+", " ");
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
}
