package dev.sameriver.jobs.currency;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A reference rate.
 *
 * @param currency the currency's ISO code
 * @param perEuro how much of it one euro buys, as in 1.0884 dollars
 */
public record Rate(String currency, double perEuro) {

    /** Hundredths of the currency in euros, to the cent: 10,884 are 100.00 at 1.0884. */
    BigDecimal euros(long cents) {
        return BigDecimal.valueOf(cents, 2)
                .divide(BigDecimal.valueOf(perEuro), 2, RoundingMode.HALF_EVEN);
    }
}
