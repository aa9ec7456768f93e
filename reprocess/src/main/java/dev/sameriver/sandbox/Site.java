package dev.sameriver.sandbox;

import dev.sameriver.view.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What every server of a sandbox needs to know of it.
 *
 * @param home the repository's root
 */
record Site(Path home, Layout layout, Ports ports) {

    /**
     * The directory with the jars of a server.
     *
     * @param server a module of the sandbox: flink, hdfs or kafka
     * @throws UserError if the module has not been built
     */
    Path jars(String server) {
        Path jars = home.resolve(Path.of("reprocess", "sandbox", server, "target", "lib"));
        if (!Files.isDirectory(jars)) {
            throw new UserError(
                    "The sandbox takes the jars of "
                            + server
                            + " from "
                            + jars
                            + ", but that does not exist: run mvn package in the repository, or set"
                            + " the system property "
                            + SandboxOptions.HOME
                            + " to its root.");
        }
        return jars;
    }

    JavaCommand java(String name) {
        return new JavaCommand(layout, name);
    }

    String address(Port port) {
        return ports.address(port);
    }
}
