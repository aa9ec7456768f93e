package dev.sameriver.bench.live;

import dev.sameriver.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;

/**
 * What was spent on the machine's cores up to now.
 *
 * @param nanos when it was read, by the clock that only counts spans
 * @param system by the system that is measured
 * @param postgres by the server and its connections
 * @param bench by this process and the broker
 */
record CpuReading(
        MachineLoad machine, long nanos, Duration system, Duration postgres, Duration bench) {

    static CpuReading read(RunningSystem running, Sandbox sandbox) throws IOException {
        return new CpuReading(
                MachineLoad.read(),
                System.nanoTime(),
                running.cpu(),
                new ServerCpu(sandbox.pid(Sandbox.POSTGRES).orElseThrow()).spent(),
                new ServerCpu(sandbox.pid(Sandbox.KAFKA).orElseThrow())
                        .spent()
                        .plus(new ServerCpu(ProcessHandle.current().pid()).own()));
    }

    Duration systemSince(CpuReading before) {
        return system.minus(before.system);
    }

    Duration postgresSince(CpuReading before) {
        return postgres.minus(before.postgres);
    }

    /** The share of all cores in use since another reading. */
    double busySince(CpuReading before) {
        return machine.since(before.machine);
    }

    /** The share of all cores in use by processes that have no part in the bench. */
    double othersSince(CpuReading before) {
        Duration ours =
                systemSince(before).plus(postgresSince(before)).plus(bench.minus(before.bench));
        double cores = Runtime.getRuntime().availableProcessors();
        return Math.max(0, busySince(before) - ours.toNanos() / cores / (nanos - before.nanos));
    }
}
