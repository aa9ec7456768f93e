package dev.sameriver.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What all processes together used of the machine's cores, in clock ticks since its start. */
record MachineLoad(long busy, long all) {

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int LAST = 8;

    /** As of now. */
    static MachineLoad read() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/stat"));
        long[] ticks =
                Arrays.stream(lines.get(0).trim().split(" +"))
                        .skip(1)
                        .limit(LAST)
                        .mapToLong(Long::parseLong)
                        .toArray();
        long all = Arrays.stream(ticks).sum();
        return new MachineLoad(all - ticks[IDLE] - ticks[WAITING], all);
    }

    /** The share in use since another reading. */
    double since(MachineLoad before) {
        return (double) (busy - before.busy) / Math.max(1, all - before.all);
    }
}
