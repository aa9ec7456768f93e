package dev.sameriver.bench.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process has spent on all cores. */
final class CpuTime {

    private CpuTime() {}

    static long millis() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1_000_000;
    }
}
