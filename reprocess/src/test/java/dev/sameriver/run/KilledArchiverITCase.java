package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.cli.Main;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledArchiverITCase {

    private static final int KILLS = 6;

    @TempDir private Path folder;

    /** Gets ready on another log, waits for its turn, and is the archiver from there on. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            Settings settings = Settings.load(Path.of(args[0]));
            new TestLog(settings, "ready", 1).archiveOnce(TestLog.LARGE, 1);
            if (System.in.read() >= 0) {
                Main.main(
                        new String[] {
                            "archive",
                            "killed",
                            "--roll-rows",
                            "40",
                            "--roll-age",
                            "PT0.2S",
                            "--config",
                            args[0]
                        });
            }
        }
    }

    /** The next archiver gets ready while the one before it works and is killed. */
    @Test
    void archiversKilledAtAnyMomentLeaveEveryRecordInTheArchiveExactlyOnce() throws Exception {
        Sandbox sandbox = SharedSandbox.with(Part.HDFS, Part.KAFKA);
        TestLog.create(sandbox.settings(), "ready", 1);
        TestLog log = TestLog.create(sandbox.settings(), "killed", 3);
        Random random = new Random(20010101);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Long> produced = CompletableFuture.supplyAsync(() -> feed(log, stop));
        List<Process> archivers = new ArrayList<>();
        try {
            archivers.add(prepare(sandbox));
            for (int kill = 0; kill < KILLS; kill++) {
                archivers.add(prepare(sandbox));
                Process archiver = archivers.get(0);
                archiver.outputWriter().append('!').flush();
                if (kill % 3 == 0) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
                } else {
                    awaitCommit(log);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
                }
                assertThat(archiver.isAlive()).as("see " + folder).isTrue();
                archivers.remove(0).destroyForcibly().waitFor();
            }
        } finally {
            stop.set(true);
            for (Process archiver : archivers) {
                archiver.destroyForcibly().waitFor();
            }
        }
        long events = produced.get();
        log.assertHoldsAllOfKafka(false);
        log.archiveOnce(TestLog.LARGE, 1);
        log.assertHoldsAllOfKafka();
        assertThat(log.manifest().rows()).isEqualTo(events);
    }

    /** Produces until it is told to stop, and says how many. */
    private static long feed(TestLog log, AtomicBoolean stop) {
        long n = 0;
        try (Producer<byte[], byte[]> producer = log.producer()) {
            ValueCodec codec = log.codec();
            while (!stop.get()) {
                for (int i = 0; i < 10; i++) {
                    producer.send(log.event(codec, n++));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            producer.flush();
            return n;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process prepare(Sandbox sandbox) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith("--add-opens"))
                        .toList());
        command.addAll(List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Child.class.getName(), sandbox.settingsFile().toString()));
        File output = folder.resolve("archivers.log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    /** Waits for one more commit, so that an archiver is killed at work. */
    private static void awaitCommit(TestLog log) throws Exception {
        long before = log.manifest().number();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (log.manifest().number() == before) {
            assertThat(System.nanoTime()).as("the archivers work").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(30);
        }
    }
}
