package dev.sameriver.bench.live;

import java.time.Duration;
import java.util.stream.Stream;

/** What a server's process and those that it has started have spent on all cores. */
record ServerCpu(long pid) {

    Duration spent() {
        return ProcessHandle.of(pid).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
