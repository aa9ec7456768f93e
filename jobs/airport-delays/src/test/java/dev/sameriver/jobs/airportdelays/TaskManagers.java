package dev.sameriver.jobs.airportdelays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.connect.Settings;
import dev.sameriver.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;

/** The TaskManagers of a sandbox, seen from the cluster. */
final class TaskManagers {

    private TaskManagers() {}

    /** Ends one that runs tasks with kill -9, and starts it again. */
    static void killBusy(Sandbox sandbox) throws IOException {
        String flink = sandbox.settings().require(Settings.FLINK);
        URI address = URI.create("http://" + flink + "/taskmanagers");
        for (JsonNode known : new ObjectMapper().readTree(address.toURL()).path("taskmanagers")) {
            if (known.path("freeSlots").asInt() < known.path("slotsNumber").asInt()) {
                String[] id = known.path("id").asText().split("-");
                String name = id[0] + "-" + id[1];
                sandbox.kill(name);
                sandbox.start(name);
                return;
            }
        }
        throw new AssertionError("no TaskManager is busy");
    }
}
