package dev.sameriver.audit;

import dev.sameriver.view.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Audits a version again and again, as its windows close and age. Each round looks at the part of
 * the keys behind that of the round before, so that with a sample of 5% every key is looked at once
 * in twenty rounds. A part without a row is followed by the next one at once.
 */
public final class Rounds {

    private final Audit audit;
    private final AuditOptions options;
    private final Duration every;
    private final boolean keepGoing;

    /**
     * @param every how long from the start of a round to that of the next, zero or more; a round
     *     that takes longer is followed at once
     * @param keepGoing whether rounds go on when one has failed
     */
    public Rounds(Audit audit, AuditOptions options, Duration every, boolean keepGoing) {
        this.audit = audit;
        this.options = options;
        this.every = every;
        this.keepGoing = keepGoing;
    }

    /** Is told what a round found. */
    @FunctionalInterface
    public interface Taker {

        /**
         * @param outcome empty if no row is final yet
         */
        void take(Optional<AuditOutcome> outcome) throws Exception;
    }

    /**
     * Goes on until a round fails, or for ever.
     *
     * @param failures takes what kept a round from being made, if rounds go on then, as when a
     *     server is away for a while
     * @throws UserError if what is asked for is a mistake, whether rounds go on or not
     */
    public void run(Taker taker, Consumer<Exception> failures) throws Exception {
        long empty = 0;
        for (long round = 0; ; round++) {
            long started = System.nanoTime();
            try {
                Optional<AuditOutcome> outcome = audit.run(options.round(round));
                taker.take(outcome);
                empty = outcome.isPresent() ? 0 : empty + 1;
                if (empty % options.parts() > 0) {
                    continue;
                }
                if (!keepGoing && outcome.isPresent() && !outcome.get().passed()) {
                    return;
                }
            } catch (UserError | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!keepGoing) {
                    throw e;
                }
                failures.accept(e);
            }
            TimeUnit.NANOSECONDS.sleep(every.toNanos() - (System.nanoTime() - started));
        }
    }
}
