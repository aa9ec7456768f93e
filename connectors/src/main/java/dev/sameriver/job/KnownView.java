package dev.sameriver.job;

import dev.sameriver.view.View;
import java.util.function.Supplier;

/**
 * A view that a class loader knows.
 *
 * @param own whether it is in the loader's own jars, and not in those of its parents
 * @param code gives the view itself; of one in SQL it is read then, and may be refused
 */
public record KnownView(String name, int version, boolean own, Supplier<View> code) {

    /** The view itself. */
    public View view() {
        return code.get();
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
