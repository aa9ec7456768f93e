package dev.sameriver.cli;

import dev.sameriver.compare.CompareOptions;
import dev.sameriver.compare.Comparer;
import dev.sameriver.compare.Comparison;
import dev.sameriver.compare.Side;
import dev.sameriver.connect.Settings;
import dev.sameriver.connect.Unavailable;
import dev.sameriver.job.SqlFiles;
import dev.sameriver.job.ViewJob;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver compare}: the rows in which two versions of a view differ, and why. */
@Command(
        name = "compare",
        description =
                "Compare the final rows of two versions of a view, exactly: what they wrote to"
                    + " Postgres, or, with --derive or --with-jar, what they give over the same"
                    + " archive. Exits with 0 if they are equal, with 1 if not, and with 2 if they"
                    + " cannot be compared.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    private static final Pattern VERSION = Pattern.compile("([a-z][a-z0-9-]*)@([1-9][0-9]{0,8})");

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A view's name, or name@version, or a file of SQL.")
    private String left = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "B",
            description =
                    "The other version; without it A in --with-jar, or, with --derive, A's table"
                            + " against what its log gives.")
    private @Nullable String right;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The job's jar, if it is none of those in jobs/.")
    private @Nullable Path jar;

    @Option(
            names = "--with-jar",
            paramLabel = "FILE",
            description = "The jar of B, if it is another one; both sides are derived then.")
    private @Nullable Path withJar;

    @Option(
            names = "--derive",
            description = "Derive both sides from the archive, whatever was written.")
    private boolean derive;

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            description = "Only a part of the keys, as 1%%: the same keys on both sides.")
    private @Nullable String sample;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only windows that start at or after this, as 2001-02-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Only windows that end at or before this.")
    private @Nullable Instant to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How many differing rows are listed; all are counted (default:"
                            + " ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--explain",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "How many rows are explained by their events; 0 for none (default:"
                            + " ${DEFAULT-VALUE}).")
    private int explain;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all of it to a file.")
    private @Nullable Path json;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many subtasks each step has (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Override
    public Integer call() {
        try {
            return compare();
        } catch (Unavailable e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (UserError e) {
            throw e;
        } catch (Exception | LinkageError | ServiceConfigurationError | OutOfMemoryError e) {
            // 1 says that rows differ, so no failure may end with it.
            throw new UserError(
                    "%s and %s could not be compared: %s: %s"
                            .formatted(
                                    left,
                                    right == null ? "its other side" : right,
                                    e.getClass().getSimpleName(),
                                    e.getMessage()),
                    e);
        }
    }

    private int compare() throws Exception {
        check();
        Settings settings = settingsOptions.settings();
        List<Side> sides = sides(settings);
        CompareOptions options =
                new CompareOptions(from, to, share(sample), limit, explain, parallelism);
        Comparison found =
                new Comparer(settings, sides.get(0), sides.get(1), options, System.err).run();
        CompareReport.lines(found).forEach(System.out::println);
        if (json != null) {
            found.write(json);
        }
        return found.isEqual() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void check() {
        if (right == null && withJar == null && !derive) {
            throw new UserError(
                    "A comparison has two sides, but only "
                            + left
                            + " was given: name another version, give its jar with --with-jar, or"
                            + " compare the table with its log by --derive.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UserError(
                    "A range must have --from before --to, but --from is "
                            + from
                            + " and --to is "
                            + to
                            + ": exchange them.");
        }
        if (limit < 0 || explain < 0) {
            throw new UserError(
                    "Numbers of rows must be 0 or greater, but --limit is "
                            + limit
                            + " and --explain is "
                            + explain
                            + ": give 0 for none.");
        }
    }

    /** The share that a text like 1% names; null for all. */
    static @Nullable Double share(@Nullable String percent) {
        if (percent == null) {
            return null;
        }
        Matcher number = Pattern.compile("([0-9]+(\\.[0-9]+)?)%").matcher(percent);
        double share = number.matches() ? Double.parseDouble(number.group(1)) / 100 : 0;
        if (share <= 0 || share > 1) {
            throw new UserError(
                    "A sample is a percentage above 0% up to 100%, but --sample is "
                            + percent
                            + ": write it as 1%.");
        }
        return share;
    }

    private List<Side> sides(Settings settings) throws IOException {
        String other = right == null ? left : right;
        if (withJar == null && right == null) {
            Side.Code code = code(left, jar, settings);
            View view = code.view();
            return List.of(
                    Side.written(label(view) + " as written", ViewJob.tableName(view), code),
                    Side.derived(label(view) + " as derived", code));
        }
        if (withJar == null && !derive) {
            return List.of(written(left, settings), written(other, settings));
        }
        Path jarOfSecond = withJar == null ? jar : withJar;
        Side.Code first = code(left, jar, settings);
        Side.Code second = code(other, jarOfSecond, settings);
        boolean same = label(first.view()).equals(label(second.view()));
        return List.of(
                Side.derived(label(first.view()) + (same ? " in " + name(left, jar) : ""), first),
                Side.derived(
                        label(second.view()) + (same ? " in " + name(other, jarOfSecond) : ""),
                        second));
    }

    /** What was written of a version; its code is for the explanation only, and may be missing. */
    private Side written(String name, Settings settings) throws IOException {
        Matcher version = VERSION.matcher(name);
        if (!version.matches()) {
            Side.Code code = code(name, jar, settings);
            return Side.written(label(code.view()), ViewJob.tableName(code.view()), code);
        }
        String table = ViewJob.tableName(version.group(1), Integer.parseInt(version.group(2)));
        try {
            return Side.written(name, table, code(name, jar, settings));
        } catch (UserError noCode) {
            return Side.written(name, table, null);
        }
    }

    /** A view with the code that its version runs by, or that of a jar. */
    private static Side.Code code(String name, @Nullable Path jar, Settings settings)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            ViewOptions options = ViewOptions.of(name, jar);
            View view = options.viewThatRuns(settings);
            return new Side.Code(view, options.target(settings, view));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String label(View view) {
        return view.name() + "@" + view.version();
    }

    /** Where a view is that a user named. */
    private static String name(String view, @Nullable Path jar) {
        if (SqlFiles.isFile(view)) {
            return String.valueOf(Path.of(view).getFileName());
        }
        return jar == null ? "jobs/" : String.valueOf(jar.getFileName());
    }
}
