package dev.sameriver.view;

/**
 * A view: derived data with a name, a version and a derivation.
 *
 * <p>The derivation is a pure function of the log: it must not read a wall clock, random numbers or
 * anything outside its inputs. It has no word of mode, source, sink or watermark in it; the run
 * decides those. A job's jar names its views in {@code META-INF/services/dev.sameriver.view.View}.
 */
public interface View {

    /** The name: lower-case letters, digits and hyphens, starting with a letter. */
    String name();

    /**
     * The version, 1 or greater. A change that gives other rows, or other state, is a new version.
     */
    int version();

    /** Derives this view's rows from its inputs. */
    Rows derive(Inputs inputs);
}
