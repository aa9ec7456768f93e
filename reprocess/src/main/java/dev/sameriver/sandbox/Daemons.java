package dev.sameriver.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The daemons of a sandbox by part and by name. */
record Daemons(Site site, ProcessTable processes) {

    /** The processes that make up some parts. */
    static List<String> of(Set<Part> parts) {
        List<String> names = new ArrayList<>();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                names.addAll(
                        switch (part) {
                            case HDFS -> List.of(NameNode.NAME, DataNode.NAME);
                            case KAFKA -> List.of(KafkaBroker.NAME);
                            case POSTGRES -> List.of(Postgres.NAME);
                            case FLINK -> List.of(JobManager.NAME, TaskManager.FIRST);
                        });
            }
        }
        return names;
    }

    List<Daemon> named(Collection<String> names) {
        return names.stream().map(this::named).toList();
    }

    /**
     * The daemon of a name.
     *
     * @throws IllegalArgumentException if the sandbox has none of that name
     */
    Daemon named(String name) {
        return switch (name) {
            case NameNode.NAME -> new NameNode(site);
            case DataNode.NAME -> new DataNode(site);
            case KafkaBroker.NAME -> new KafkaBroker(site);
            case Postgres.NAME -> new Postgres(site);
            case JobManager.NAME -> new JobManager(site);
            default -> {
                if (!name.matches(TaskManager.PREFIX + "[1-9][0-9]*")) {
                    throw new IllegalArgumentException("The sandbox has no process " + name);
                }
                yield new TaskManager(site, processes, name);
            }
        };
    }
}
