package dev.sameriver.upgrade;

import java.util.Locale;

/** What an upgrade is checked for, and what to do about it. */
public enum Rule {
    VIEW_MISSING(
            Severity.BREAKS,
            "give the view its old name again; under a new name it is a new view, to be derived"
                    + " from the log with ./sameriver run"),
    VERSION_CHANGED(
            Severity.BREAKS,
            "a version has its own state and table: derive the new one beside the old with"
                    + " ./sameriver backfill"),
    DOES_NOT_START(Severity.BREAKS, "mend the view; nothing was stopped"),
    GENERIC_TYPE(
            Severity.BREAKS,
            "make the type a record, or a class with public fields and a constructor without"
                    + " arguments, or give its TypeInformation"),
    LOG_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    DISORDER_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    WINDOWS_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    ORDER_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    KEY_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    AGGREGATES_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    ROWS_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    EARLY_CHANGED(Severity.BREAKS, Rule.NEW_VERSION),
    OPERATOR_LOST(Severity.BREAKS, "put the operator back under its uid, or " + Rule.NEW_VERSION),
    OPERATOR_ADDED(Severity.BREAKS, Rule.NEW_VERSION),
    OPERATOR_RENAMED(Severity.BREAKS, "give the operator its old uid again"),
    OPERATOR_MOVED(
            Severity.BREAKS,
            "name the old state in the new jar with setUidHash, and give operators with state a"
                    + " uid"),
    STATE_LOST(Severity.BREAKS, "put the state back, or " + Rule.NEW_VERSION),
    STATE_ADDED(Severity.BREAKS, Rule.NEW_VERSION),
    STATE_RENAMED(Severity.BREAKS, "give the state its old name again"),
    STATE_KIND(Severity.BREAKS, "keep the state's kind, or " + Rule.NEW_VERSION),
    STATE_BREAKS(Severity.BREAKS, "keep the state's type, or " + Rule.NEW_VERSION),
    HELD_CHANGED(
            Severity.BREAKS,
            "keep the record as it was and read what is new into another one, or "
                    + Rule.NEW_VERSION),
    STATE_MIGRATES(Severity.MIGRATES, "nothing to do: Flink rewrites it as it is read"),
    MAX_PARALLELISM(Severity.BREAKS, "set the old maximum parallelism again"),
    NO_UID(
            Severity.WARNS,
            "give the operator a uid in the next version: any change of the steps before it loses"
                    + " its state"),
    CODE(
            Severity.INFO,
            "derive a sample of the log again under the new jar and compare the rows: ./sameriver"
                    + " compare --sample");

    private static final String NEW_VERSION =
            "make it a new version of the view, and derive that beside the old one with ./sameriver"
                    + " backfill";

    private final Severity severity;
    private final String remedy;

    Rule(Severity severity, String remedy) {
        this.severity = severity;
        this.remedy = remedy;
    }

    Severity severity() {
        return severity;
    }

    String remedy() {
        return remedy;
    }

    /** As it is shown: {@code windows-changed}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Finding at(String where, String what) {
        return new Finding(this, where, what);
    }
}
