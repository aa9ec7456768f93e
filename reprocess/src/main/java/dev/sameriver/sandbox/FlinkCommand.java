package dev.sameriver.sandbox;

import java.util.ArrayList;
import java.util.List;

/** The command line of a Flink process, as Flink's own scripts would make it. */
final class FlinkCommand {

    private FlinkCommand() {}

    /**
     * A command line.
     *
     * @param jvm the memory flags that Flink derived, separated by blanks
     * @param dynamic the memory settings that Flink derived, as in {@code -D a=b -D c=d}
     */
    static List<String> of(Site site, String name, String main, String jvm, String dynamic) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--configDir");
        arguments.add(FlinkConfig.directory(site.layout()).toString());
        arguments.addAll(words(dynamic));
        return site.java(name)
                .options(words(jvm))
                // The web UI shows this file.
                .options("-Dlog.file=" + site.layout().log(name))
                .resources(HdfsSite.directory(site.layout()))
                .jars(site.jars("flink"))
                .main(main, arguments.toArray(String[]::new));
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+"));
    }
}
