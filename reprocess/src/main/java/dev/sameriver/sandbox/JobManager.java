package dev.sameriver.sandbox;

import java.io.IOException;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** Flink's JobManager, with the web UI. */
record JobManager(Site site) implements Daemon {

    static final String NAME = "jobmanager";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return site.address(Port.FLINK);
    }

    @Override
    public List<String> command() {
        Configuration configuration = FlinkConfig.configuration(site);
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
        return FlinkCommand.of(
                site,
                NAME,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
                JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    }

    @Override
    public String complaint() {
        try {
            return Http.json(address(), "/overview").has("slots-total")
                    ? ""
                    : "gives no overview of its slots";
        } catch (IOException e) {
            return "does not answer at " + address();
        }
    }
}
