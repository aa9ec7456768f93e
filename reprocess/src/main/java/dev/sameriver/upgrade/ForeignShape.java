package dev.sameriver.upgrade;

import dev.sameriver.run.JarBuild;
import dev.sameriver.run.JobClasses;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.flink.util.InstantiationUtil;

/** The shape of a view, learned by the Sameriver in its jar; see {@link JarBuild}. */
public final class ForeignShape {

    private ForeignShape() {}

    /**
     * Learns a shape.
     *
     * @throws UserError if its derivation is refused, or the build does not tell its shape as this
     *     one does
     * @throws ShapeFailure if its job does not start
     */
    static ViewShape learn(JarBuild build, View view, ViewJar jar) throws Exception {
        String name = view.name() + "@" + view.version();
        Object told = build.call(ForeignShape.class, "tell", jar.path(), name);
        return read((byte[]) Objects.requireNonNull(told, "a shape"), jar.path());
    }

    private static ViewShape read(byte[] told, Path jar) throws ShapeFailure {
        Object shape;
        try {
            shape = InstantiationUtil.deserializeObject(told, ForeignShape.class.getClassLoader());
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new UserError(
                    "Two jars are compared by what their views keep, but the Sameriver in "
                            + jar
                            + " does not tell that as this one does ("
                            + e.getMessage()
                            + "): derive a new version beside the old one with ./sameriver"
                            + " backfill.",
                    e);
        }
        if (shape instanceof ViewShape view) {
            return view;
        }
        throw new ShapeFailure(String.valueOf(shape));
    }

    /**
     * Learns a shape for another build.
     *
     * @return a {@link ViewShape}, or why the job does not start, serialized
     */
    public static byte[] tell(Path jar, String view) throws Exception {
        try (ViewJar opened = ViewJar.open(jar, "--jar");
                ShapeLearner learner = ShapeLearner.start(JobClasses.LIBRARIES)) {
            return InstantiationUtil.serializeObject(learner.learn(opened.require(view), opened));
        } catch (ShapeFailure e) {
            return InstantiationUtil.serializeObject(String.valueOf(e.getMessage()));
        }
    }
}
