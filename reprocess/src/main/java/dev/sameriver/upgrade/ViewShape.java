package dev.sameriver.upgrade;

import dev.sameriver.view.RowSchema;
import java.io.Serializable;
import java.util.List;

/**
 * All that an upgrade must keep of a view, as plain data that outlives the jar's class loader.
 *
 * @param uid what its uids start with, as in {@code airport-delays-v1}
 * @param early whether its rows may be early results
 */
record ViewShape(
        String uid,
        RowSchema rows,
        boolean early,
        List<LogShape> logs,
        List<WindowShape> windows,
        List<InputShape> inputs,
        List<MachineShape> machines,
        List<OperatorShape> operators)
        implements Serializable {}
