package dev.sameriver.beam;

import dev.sameriver.output.Storable;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text form of rows, which is the same in all of Sameriver. */
final class Lines {

    private Lines() {}

    /** A row's CSV line in UTF-8, without a line end. */
    static byte[] of(RowSchema schema, @Nullable Object[] values) {
        ViewRow row = Storable.row(schema, new ViewRow(values, true));
        return RowCsv.line(schema, row).getBytes(StandardCharsets.UTF_8);
    }
}
