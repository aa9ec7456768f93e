package dev.sameriver.bench.live;

import java.time.Duration;
import java.util.stream.Stream;

/** What a process has spent on all cores. */
record ServerCpu(long pid) {

    /** With the processes that it has started. */
    Duration spent() {
        return sum(
                ProcessHandle.of(pid).stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants())));
    }

    /** Without them. */
    Duration own() {
        return sum(ProcessHandle.of(pid).stream());
    }

    private static Duration sum(Stream<ProcessHandle> processes) {
        return processes
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
