package dev.sameriver.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read gave.
 *
 * @param version the version that was read, as it was then
 * @param missing what it had not reached of the position asked for; if any, there are no rows
 * @param next where the next page starts; null if this is the last
 */
record Answer(Version version, LogPosition missing, List<ObjectNode> rows, @Nullable Cursor next) {

    boolean isBehind() {
        return !missing.equals(LogPosition.EMPTY);
    }
}
