package dev.sameriver.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KilledChangeITCase {

    private static final int KILLS = 6;

    private final TestRows rows = new TestRows();

    /** Promotes or retires half-way and stays there, or promotes and rolls back for ever. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws IOException {
            Settings settings = Settings.load(Path.of(args[0]));
            VersionKey key = VersionKey.parse(args[1]);
            ViewChange change = new ViewChange(Registry.open(settings), key.view(), "child", null);
            if (args.length > 2) {
                boolean promotes = args[2].equals("promotion");
                stayHalfWay(
                        change,
                        key,
                        promotes ? TestRows.promotion(key, 100, null) : new Retirement(key, true));
            }
            for (int round = 0; ; round++) {
                for (int share : new int[] {10, 50, 100}) {
                    change.apply(TestRows.promotion(key, share, null));
                }
                change.apply(new Rollback(key.view()));
                System.out.println(round);
            }
        }

        private static void stayHalfWay(ViewChange change, VersionKey key, Plan.Planner planner) {
            change.registry()
                    .edit(
                            key.view(),
                            "child",
                            null,
                            edit -> {
                                List<Version> versions = edit.versions();
                                planner.plan(versions).apply(edit);
                                StableView.of(edit.connection(), key.view(), edit.versions())
                                        .orElseThrow()
                                        .show();
                                System.out.println("half-way");
                                try {
                                    System.in.read();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
        }
    }

    @Test
    void promotionKilledHalfWayHasChangedNothingAndHoldsNothing() throws Exception {
        VersionKey first = rows.version("half", 1, 1, 1);
        VersionKey second = rows.version("half", 2, 1, 1);
        rows.promote(first, 100);
        List<Version> before = rows.registry().versions("half");
        int changes = rows.registry().changes("half").size();
        Process child = child(second, "promotion");
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("half-way");
            assertThat(rows.registry().versions("half")).isEqualTo(before);
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(rows.registry().versions("half")).isEqualTo(before);
        assertThat(rows.registry().changes("half")).hasSize(changes);
        assertThat(rows.query("SELECT DISTINCT version FROM half")).containsExactly("1");
        rows.promote(second, 100);
        assertThat(rows.query("SELECT DISTINCT version FROM half")).containsExactly("2");
    }

    @Test
    void retirementKilledHalfWayHasDroppedNothingAndIsDoneWhenRunAgain() throws Exception {
        VersionKey first = rows.version("ended", 1, 1, 1);
        VersionKey second = rows.version("ended", 2, 1, 1);
        rows.promote(first, 100);
        rows.promote(second, 100);
        rows.pause(first);
        List<Version> before = rows.registry().versions("ended");
        Process child = child(first, "retirement");
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("half-way");
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(rows.registry().versions("ended")).isEqualTo(before);
        assertThat(rows.query("SELECT version FROM " + TestRows.table(first))).containsExactly("1");

        rows.change("ended").apply(new Retirement(first, true));

        assertThat(rows.registry().find(first).orElseThrow().state())
                .isEqualTo(VersionState.RETIRED);
        assertThat(rows.query("SELECT to_regclass('" + TestRows.table(first) + "') IS NULL"))
                .containsExactly("t");
        assertThat(rows.query("SELECT DISTINCT version FROM ended")).containsExactly("2");
    }

    @Test
    void verbsKilledAtAnyMomentLeaveSharesThatSumTo100AndTheViewThatFitsThem() throws Exception {
        VersionKey first = rows.version("killed", 1, 1, 1);
        VersionKey second = rows.version("killed", 2, 1, 1);
        rows.promote(first, 100);
        Random random = new Random(20010101);
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = child(second);
            try (BufferedReader out = child.inputReader()) {
                assertThat(out.readLine()).isEqualTo("0");
                TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
            } finally {
                child.destroyForcibly().waitFor();
            }
            List<Version> versions = rows.registry().versions("killed");
            assertThat(versions.stream().mapToInt(Version::share).sum()).isEqualTo(100);
            assertThat(rows.query("SELECT DISTINCT version FROM killed"))
                    .containsExactly(
                            String.valueOf(Router.most(versions).orElseThrow().key().version()));
        }
        rows.promote(second, 100);
        rows.rollback("killed");
        rows.rollback("killed");
        assertThat(rows.registry().find(first).orElseThrow().share()).isEqualTo(100);
    }

    private static Process child(VersionKey key, String... mode) throws IOException {
        String settings = SharedSandbox.with(Part.POSTGRES).settingsFile().toString();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx200m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                settings,
                                key.toString()));
        command.addAll(List.of(mode));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
