/**
 * What the verb {@code upgrade} does: a view's job goes on under a new jar, from where it was.
 *
 * <p>First the check, without a cluster. {@link dev.sameriver.upgrade.ShapeLearner} runs the view
 * of each jar in this process, over logs without events, and so learns its {@link
 * dev.sameriver.upgrade.ViewShape}: windows, keys, columns, and what each operator keeps under
 * which uid and name, by which serializer. Two shapes are compared, and every difference that the
 * new jar's state or rows would suffer from is a {@link dev.sameriver.upgrade.Finding} with a
 * remedy.
 *
 * <p>Then {@link dev.sameriver.upgrade.Upgrade}: stop with a savepoint, start the new jar from it,
 * watch, and go back if it fails.
 */
@NullMarked
package dev.sameriver.upgrade;

import org.jspecify.annotations.NullMarked;
