package dev.sameriver.sandbox;

import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A handle on a sandbox: real servers as local processes, which outlive the handle.
 *
 * <pre>{@code
 * Sandbox sandbox = Sandbox.up(SandboxOptions.defaults().only(Part.HDFS, Part.KAFKA));
 * sandbox.settings().require("kafka");   // 127.0.0.1:21007
 * sandbox.kill(Sandbox.KAFKA);           // kill -9
 * sandbox.start(Sandbox.KAFKA);          // on the same port, with the same data
 * sandbox.down();
 * }</pre>
 *
 * <p>Two handles on two directories know nothing of each other; two on one directory see the same
 * processes. An {@link UncheckedIOException} is thrown where the directory cannot be read or
 * written.
 */
public final class Sandbox {

    public static final String NAMENODE = NameNode.NAME;
    public static final String DATANODE = DataNode.NAME;
    public static final String KAFKA = KafkaBroker.NAME;
    public static final String POSTGRES = Postgres.NAME;
    public static final String JOBMANAGER = JobManager.NAME;

    /** The TaskManager that {@link #up} starts; {@link #startTaskManager} names the others. */
    public static final String TASKMANAGER = TaskManager.FIRST;

    private final SandboxOptions options;
    private final Layout layout;
    private final Site site;
    private final ProcessTable processes;
    private final Daemons daemons;
    private final Stopper stopper;

    private Sandbox(SandboxOptions options, Ports ports) {
        this.options = options;
        this.layout = new Layout(options.directory());
        this.site = new Site(options.home(), layout, ports);
        this.processes = new ProcessTable(layout);
        this.daemons = new Daemons(site, processes);
        this.stopper = new Stopper(layout, processes);
    }

    /** Starts what is not running yet, and waits until all is healthy; see the listener's form. */
    public static Sandbox up(SandboxOptions options) {
        return up(options, SandboxListener.NONE);
    }

    /**
     * Starts the chosen parts, and those processes of earlier calls that have died since, and waits
     * until all are healthy. What runs is left running. Then writes the addresses to {@link
     * #settingsFile}.
     *
     * @throws SandboxFailure if a process does not become healthy; the others are left running
     * @throws dev.sameriver.view.UserError if the sandbox modules are not built, or another call
     *     works on this directory
     */
    public static Sandbox up(SandboxOptions options, SandboxListener listener) {
        return Io.get(
                () -> {
                    Layout layout = new Layout(options.directory());
                    layout.create();
                    try (DirectoryLock lock = DirectoryLock.take(layout)) {
                        Sandbox sandbox = new Sandbox(options, Ports.kept(layout.ports()));
                        sandbox.start(Daemons.of(options.parts()), listener);
                        return sandbox;
                    }
                });
    }

    /** A handle on what an earlier {@code up} left in a directory, perhaps nothing. */
    public static Sandbox open(SandboxOptions options) {
        Layout layout = new Layout(options.directory());
        return Io.get(() -> new Sandbox(options, Ports.known(layout.ports())));
    }

    private void start(List<String> names, SandboxListener listener) throws IOException {
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(processes.expected());
        DaemonLogging.write(layout);
        HdfsSite.write(site);
        FlinkConfig.write(site);
        new Starter(layout, processes, options.patience()).start(daemons.named(all), listener);
        SettingsFile.write(layout.settings(), settings());
    }

    /** Every process that should be running, sorted by name, each probed now. */
    public List<ProcessStatus> status() {
        return daemons.named(processes.expected()).parallelStream().map(this::status).toList();
    }

    private ProcessStatus status(Daemon daemon) {
        OptionalLong pid = processes.find(daemon.name());
        String complaint = pid.isPresent() ? daemon.complaint() : "is not running";
        return new ProcessStatus(daemon.name(), pid, daemon.address(), complaint);
    }

    /**
     * Stops every process, and forgets what ran; data, logs and ports stay for the next {@code up}.
     *
     * @return how many were running
     * @throws SandboxFailure if a process cannot be stopped even by force
     */
    public int down() {
        return Io.get(
                () -> {
                    if (!Files.isDirectory(layout.run())) {
                        return 0;
                    }
                    try (DirectoryLock lock = DirectoryLock.take(layout)) {
                        int stopped = stopper.stop(daemons.named(processes.expected()));
                        Layout.delete(layout.run());
                        Layout.delete(layout.scratch());
                        Layout.delete(layout.settings());
                        return stopped;
                    }
                });
    }

    /** As {@link #down()}, then deletes the sandbox's data, logs and ports too. */
    public int downAndDelete() {
        int stopped = down();
        Io.run(
                () -> {
                    Tool.awaitEnd(layout.data());
                    layout.deleteAll();
                });
        return stopped;
    }

    /** Ends a process with {@code kill -9} and waits until it is gone; it remains expected. */
    public void kill(String name) {
        Io.run(
                () -> {
                    stopper.kill(daemons.named(name).name());
                });
    }

    /** Starts a process that is not running, as after {@link #kill}, and waits for its health. */
    public void start(String name) {
        Io.run(
                () -> {
                    start(List.of(name), SandboxListener.NONE);
                });
    }

    /**
     * Starts one more TaskManager with 8 more slots and waits until the JobManager knows it.
     *
     * @return its name, as in {@code taskmanager-2}
     */
    public String startTaskManager() {
        List<String> taken = processes.expected();
        int number = 1;
        while (taken.contains(TaskManager.PREFIX + number)) {
            number++;
        }
        String name = TaskManager.PREFIX + number;
        start(name);
        return name;
    }

    /** Whether any of its processes runs. */
    public boolean isUp() {
        return processes.expected().stream().anyMatch(name -> processes.find(name).isPresent());
    }

    /** The pid of a process, if it runs. */
    public OptionalLong pid(String name) {
        return processes.find(name);
    }

    /** The log of a process. */
    public Path log(String name) {
        return layout.log(name);
    }

    /** A properties file with {@link #settings}, for {@code --config}; written by {@code up}. */
    public Path settingsFile() {
        return layout.settings();
    }

    /** The addresses of the parts that should be running, under the keys of {@link Settings}. */
    public Settings settings() {
        Predicate<String> runs = processes.expected()::contains;
        return SettingsFile.settings(site, runs);
    }
}
