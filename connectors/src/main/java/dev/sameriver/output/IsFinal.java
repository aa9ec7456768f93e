package dev.sameriver.output;

import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;

/** The column that says of a row whether it is final, where rows may be early results. */
final class IsFinal {

    static final String NAME = "is_final";

    private IsFinal() {}

    /** Refuses a schema that has this column itself. */
    static void checkNotAColumn(String name, RowSchema schema) {
        if (schema.names().contains(NAME)) {
            throw new UserError(
                    "The column "
                            + NAME
                            + " is kept for early results, but "
                            + name
                            + " has one of its own: rename it.");
        }
    }
}
