package dev.sameriver.sql;

import dev.sameriver.view.UserError;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Reads the statements of a file by Flink's parser, set up as Flink does. */
final class Statements {

    private static final int LONGEST_NAME = 256;

    private static final SqlParser.Config CONFIG =
            SqlParser.config()
                    .withParserFactory(FlinkSqlParserImpl.FACTORY)
                    .withConformance(FlinkSqlConformance.DEFAULT)
                    .withLex(Lex.JAVA)
                    .withIdentifierMaxLength(LONGEST_NAME);

    private Statements() {}

    /**
     * The statements of a text.
     *
     * @throws UserError if it is not SQL as Flink has it
     */
    static SqlNodeList of(String text, Place place) {
        try {
            return SqlParser.create(text, CONFIG).parseStmtList();
        } catch (SqlParseException e) {
            String complaint = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UserError(
                    "The SQL of a view must be Flink SQL, but line %d, column %d of %s is not (%s): correct it there."
                            .formatted(
                                    e.getPos().getLineNum(),
                                    e.getPos().getColumnNum(),
                                    place.file(),
                                    complaint.replaceFirst("( at line .*)?\\.?$", "")),
                    e);
        }
    }
}
