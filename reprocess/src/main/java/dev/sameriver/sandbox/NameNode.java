package dev.sameriver.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** HDFS's directory of files. */
record NameNode(Site site) implements Daemon {

    static final String NAME = "namenode";

    private static final String MAIN = "org.apache.hadoop.hdfs.server.namenode.NameNode";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return site.address(Port.NAMENODE);
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        List<String> command =
                JavaCommand.tool(site.layout(), NAME)
                        .resources(HdfsSite.directory(site.layout()))
                        .jars(site.jars("hdfs"))
                        .main(MAIN, "-format", "-nonInteractive");
        Layout layout = site.layout();
        Tool.fillOnce(HdfsSite.nameDirectory(layout), NAME, command, layout.log(NAME));
    }

    @Override
    public List<String> command() {
        return site.java(NAME)
                .options("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .resources(HdfsSite.directory(site.layout()))
                .jars(site.jars("hdfs"))
                .main(MAIN);
    }

    /** One of the numbers and words that tell how it is. */
    JsonNode state(String name) throws IOException {
        return Http.attribute(
                site.address(Port.NAMENODE_HTTP),
                "Hadoop:service=NameNode,name=FSNamesystemState",
                name);
    }

    @Override
    public String complaint() {
        try {
            String mode = state("FSState").asText();
            return mode.equals("Operational") ? "" : "its state is '" + mode + "'";
        } catch (IOException e) {
            return "does not answer at " + site.address(Port.NAMENODE_HTTP);
        }
    }
}
