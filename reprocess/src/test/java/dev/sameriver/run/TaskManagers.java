package dev.sameriver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.connect.Settings;
import dev.sameriver.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The TaskManagers of a sandbox, seen from the cluster. */
public final class TaskManagers {

    private TaskManagers() {}

    /** Ends one that runs tasks with kill -9, once there is one, and starts it again. */
    public static void killBusy(Sandbox sandbox) throws Exception {
        Await.until("a TaskManager is busy", () -> busy(sandbox).isPresent());
        String name = busy(sandbox).orElseThrow();
        sandbox.kill(name);
        sandbox.start(name);
    }

    private static Optional<String> busy(Sandbox sandbox) throws IOException {
        String flink = sandbox.settings().require(Settings.FLINK);
        URI address = URI.create("http://" + flink + "/taskmanagers");
        for (JsonNode known : new ObjectMapper().readTree(address.toURL()).path("taskmanagers")) {
            if (known.path("freeSlots").asInt() < known.path("slotsNumber").asInt()) {
                String[] id = known.path("id").asText().split("-");
                return Optional.of(id[0] + "-" + id[1]);
            }
        }
        return Optional.empty();
    }
}
