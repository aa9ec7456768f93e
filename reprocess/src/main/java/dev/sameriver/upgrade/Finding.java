package dev.sameriver.upgrade;

/**
 * A difference between two jars that an upgrade should know.
 *
 * @param where the uid of the operator, or the view
 * @param what the difference, in words
 */
public record Finding(Rule rule, String where, String what) {

    public Severity severity() {
        return rule.severity();
    }

    /** What to do about it. */
    public String remedy() {
        return rule.remedy();
    }
}
