package dev.sameriver.upgrade;

import dev.sameriver.run.JobClasses;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks whether a view's state carries over from one jar to another; needs no cluster. */
public final class UpgradeCheck implements AutoCloseable {

    private final ShapeLearner learner;

    private UpgradeCheck(ShapeLearner learner) {
        this.learner = learner;
    }

    /** Starts what jobs are run in; to be closed. */
    public static UpgradeCheck start() throws Exception {
        return new UpgradeCheck(ShapeLearner.start(JobClasses.SHARED));
    }

    /**
     * Compares two jars.
     *
     * @param name the view's name, or {@code name@version}
     * @throws UserError if the old jar has no such view, or it does not start
     */
    public CheckReport compare(String name, ViewJar oldJar, ViewJar newJar) throws Exception {
        View old = oldJar.require(name);
        return new CheckReport(
                Inputs.uid(old),
                oldJar.path(),
                newJar.path(),
                findings(old, shape(old, oldJar), newJar));
    }

    /** The shape of a view that has run already. */
    ViewShape shape(View view, ViewJar jar) throws Exception {
        try {
            return learner.learn(view, jar);
        } catch (ShapeFailure e) {
            throw new UserError(
                    "An upgrade starts from a view that runs, but "
                            + Inputs.uid(view)
                            + " of "
                            + jar.path()
                            + " does not ("
                            + e.getMessage()
                            + "): give the jar that runs with --old-jar.",
                    e);
        }
    }

    /** What a new jar would do to the state of a view. */
    List<Finding> findings(View old, ViewShape before, ViewJar newJar) throws Exception {
        Optional<View> found = newJar.find(old.name(), old.version());
        if (found.isEmpty()) {
            return List.of(
                    Rule.VIEW_MISSING.at(
                            before.uid(),
                            "the new jar has no view " + old.name() + ", but " + newJar.names()));
        }
        View view = found.get();
        if (view.version() != old.version()) {
            return List.of(
                    Rule.VERSION_CHANGED.at(
                            before.uid(), "the new jar has version " + view.version()));
        }
        try {
            return findings(before, learner.learn(view, newJar), newJar.stateLoader());
        } catch (UserError e) {
            return List.of(Rule.DOES_NOT_START.at(before.uid(), String.valueOf(e.getMessage())));
        } catch (ShapeFailure e) {
            Rule rule = e.isOfAGenericType() ? Rule.GENERIC_TYPE : Rule.DOES_NOT_START;
            return List.of(rule.at(before.uid(), String.valueOf(e.getMessage())));
        }
    }

    private static List<Finding> findings(ViewShape before, ViewShape after, ClassLoader loader) {
        DefinitionCheck definitions = new DefinitionCheck(before, after);
        List<Finding> findings = new ArrayList<>(definitions.compare());
        findings.addAll(
                new OperatorCheck(definitions.explained(), machines(before), loader)
                        .compare(before.operators(), after.operators()));
        findings.add(
                Rule.CODE.at(
                        before.uid(),
                        "what functions do with an event is not compared, only what they keep"));
        return findings;
    }

    private static Set<String> machines(ViewShape shape) {
        return shape.machines().stream().map(MachineShape::uid).collect(Collectors.toSet());
    }

    @Override
    public void close() throws Exception {
        learner.close();
    }
}
