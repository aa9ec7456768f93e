package dev.sameriver.audit;

import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.UserError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A part of all keys, by their hash. For example, {@code Sample.of("5%").round(3)} is the fourth of
 * twenty parts that have every key once.
 *
 * @param start in percent, from 0 to less than 100: where the part starts; behind 100 it goes on at
 *     0
 * @param share in percent, above 0 up to 100
 */
public record Sample(BigDecimal start, BigDecimal share) {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /**
     * The part that {@code --sample} names.
     *
     * @param percent as in 5% or 0.1%
     * @throws UserError if it is no percentage above 0% up to 100%
     */
    public static Sample of(String percent) {
        if (percent.matches("[0-9]{1,9}(\\.[0-9]{1,9})?%")) {
            BigDecimal share = new BigDecimal(percent.substring(0, percent.length() - 1));
            if (share.signum() > 0 && share.compareTo(ALL) <= 0) {
                return new Sample(BigDecimal.ZERO, share);
            }
        }
        throw new UserError(
                "A sample is a percentage above 0% up to 100%, but --sample is "
                        + percent
                        + ": write it as 5%.");
    }

    /** The part of a round, from 0 on: each starts where the one before ends. */
    Sample round(long round) {
        BigDecimal next = start.add(share.multiply(BigDecimal.valueOf(round)));
        return new Sample(next.remainder(ALL), share);
    }

    /** How many parts of this size have every key. */
    long parts() {
        return ALL.divide(share, 0, RoundingMode.CEILING).longValueExact();
    }

    /**
     * The part that follows one that was looked at.
     *
     * @param said a sample as {@link #toString} has it; null for all keys
     * @return this one if that was a part of another size, or all
     */
    Sample following(@Nullable String said) {
        String prefix = shareText() + " from ";
        if (said == null || !said.startsWith(prefix) || !said.endsWith("%")) {
            return this;
        }
        String percent = said.substring(prefix.length(), said.length() - 1);
        return new Sample(new BigDecimal(percent), share).round(1);
    }

    /** The keys of this part. */
    KeyFilter keys() {
        return KeyFilter.slice(startFraction(), shareFraction());
    }

    double startFraction() {
        return fraction(start);
    }

    double shareFraction() {
        return fraction(share);
    }

    /** As Beam's derivation reckons it from the same text. */
    private static double fraction(BigDecimal percent) {
        return Double.parseDouble(percent.toPlainString()) / 100;
    }

    String startText() {
        return start.toPlainString() + "%";
    }

    String shareText() {
        return share.toPlainString() + "%";
    }

    /** As in {@code 5% from 15%}. */
    @Override
    public String toString() {
        return shareText() + " from " + startText();
    }
}
