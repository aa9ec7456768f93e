package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdfsOutputITCase {

    @TempDir Path folder;

    @Test
    void jobThatFailsHalfWayCommitsEveryRowOnce() throws Exception {
        Configuration hadoop = new Configuration();
        hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build()) {
            cluster.waitActive();
            Output output = Output.of("csv:" + cluster.getURI() + "/views", Settings.of(Map.of()));
            output.prepare("failing_v1", Samples.SCHEMA, false, true);
            Jobs.stream(output, "failing_v1", true);
            assertThat(Samples.lines(Samples.drain(output.read("failing_v1", Samples.SCHEMA))))
                    .isEqualTo(
                            Samples.lines(
                                    LongStream.range(0, Jobs.COUNT)
                                            .mapToObj(Samples::numbered)
                                            .toList()));
        }
    }
}
