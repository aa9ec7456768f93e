package dev.sameriver.beam;

import java.net.URI;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;

/** What runs a pipeline, in this process. */
enum Runner {
    /** Beam's own, for small logs. */
    DIRECT {
        @Override
        void set(PipelineOptions options, int parallelism) {
            DirectOptions direct = options.as(DirectOptions.class);
            direct.setRunner(DirectRunner.class);
            direct.setTargetParallelism(parallelism);
            // These look for transforms that change what they are given; they cost much of its
            // time.
            direct.setEnforceImmutability(false);
            direct.setEnforceEncodability(false);
        }
    },

    /** Flink, as a batch. */
    FLINK {
        @Override
        void set(PipelineOptions options, int parallelism) {
            FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
            flink.setRunner(FlinkRunner.class);
            flink.setFlinkMaster("[local]");
            flink.setParallelism(parallelism);
            flink.setStreaming(false);
            flink.setFilesToStage(List.of());
        }
    };

    abstract void set(PipelineOptions options, int parallelism);

    /**
     * Options for a run.
     *
     * @param archive the archive's address, whose Hadoop file system is made known to Beam
     */
    PipelineOptions options(String archive, int parallelism) {
        PipelineOptions options = PipelineOptionsFactory.create();
        options.setJobName("beam-derivation");
        set(options, parallelism);
        if (archive.contains("://") && !archive.startsWith("file:")) {
            URI uri = URI.create(archive);
            Configuration configuration = new Configuration();
            configuration.set("fs.defaultFS", uri.getScheme() + "://" + uri.getAuthority());
            options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(configuration));
        }
        return options;
    }
}
