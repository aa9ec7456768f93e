package dev.sameriver.jobs.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.Placed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SellTest {

    private static final long MINUTE = 60_000;

    private final Sell sell = new Sell();
    private final Given<StockAnswer> given = new Given<>();
    private @Nullable Escrow stock;

    @Test
    void allIsSoldAndWhatIsMissingWhenItIsShippedIsApologizedFor() {
        assertThat(send("d", "deliver", null, 10, 0)).containsExactly("delivered 10 of 10");
        assertThat(send("a", "order", null, 7, 1)).containsExactly("sold 7 of 10");
        assertThat(send("b", "order", null, 5, 2)).containsExactly("sold 5 of 10");
        assertThat(send("as", "ship", "a", 0, 3)).containsExactly("shipped 7 of 3");
        assertThat(send("bs", "ship", "b", 0, 4))
                .containsExactly("shipped 5 of -2", "apology 5 of -2 missing 2");
    }

    @Test
    void deliveryOrCancellationInTimeSavesTheApology() {
        send("d", "deliver", null, 10, 0);
        send("a", "order", null, 7, 1);
        send("b", "order", null, 5, 2);
        assertThat(send("ac", "cancel", "a", 0, 3)).containsExactly("cancelled 7 of 10");
        assertThat(send("bs", "ship", "b", 0, 4)).containsExactly("shipped 5 of 5");
        send("c", "order", null, 6, 5);
        send("e", "deliver", null, 1, 6);
        assertThat(send("cs", "ship", "c", 0, 7)).containsExactly("shipped 6 of 0");
    }

    @Test
    void apologyIsForThePiecesOfItsOwnOrderOnly() {
        send("a", "order", null, 3, 1);
        send("b", "order", null, 2, 2);
        send("as", "ship", "a", 0, 3);
        assertThat(send("bs", "ship", "b", 0, 4))
                .containsExactly("shipped 2 of -5", "apology 2 of -5 missing 2");
    }

    @Test
    void orderThatIsAnHourOldOrShippedOrNotThereIsUnknown() {
        send("a", "order", null, 3, 0);
        send("b", "order", null, 3, 1);
        assertThat(send("as", "ship", "a", 0, 60 * MINUTE)).containsExactly("unknown 0 of 0");
        assertThat(send("bs", "ship", "b", 0, 60 * MINUTE)).hasSize(2);
        assertThat(send("bc", "cancel", "b", 0, 60 * MINUTE)).containsExactly("unknown 0 of -3");
        assertThat(send("cs", "ship", "c", 0, 60 * MINUTE)).containsExactly("unknown 0 of -3");
    }

    @Test
    void orderByTheIdOfAnOpenOneIsUnknownAndTheOpenOneStays() {
        send("d", "deliver", null, 10, 0);
        send("a", "order", null, 3, 1);
        Escrow before = stock;
        assertThat(send("a", "order", null, 4, 60 * MINUTE)).containsExactly("unknown 0 of 10");
        assertThat(stock).isEqualTo(before);
        assertThat(send("a", "order", null, 4, 60 * MINUTE + 1)).containsExactly("sold 4 of 10");
        assertThat(send("as", "ship", "a", 0, 60 * MINUTE + 2)).containsExactly("shipped 4 of 6");
    }

    @Test
    void orderIsUnknownToAnotherItemAndStaysOpenAtItsOwn() {
        send("a", "order", null, 3, 1);
        Escrow pens = stock;
        stock = null;
        assertThat(send("as", "ship", "a", 0, 2)).containsExactly("unknown 0 of 0");
        stock = pens;
        assertThat(send("ac", "cancel", "a", 0, 3)).containsExactly("cancelled 3 of 0");
    }

    @Test
    void itemWithoutPiecesAndOrdersIsForgotten() {
        send("as", "ship", "a", 0, 0);
        assertThat(stock).isNull();
        send("ac", "cancel", "a", 0, 0);
        assertThat(stock).isNull();
        send("a", "order", null, 3, 1);
        send("b", "order", null, 4, 2);
        send("bc", "cancel", "b", 0, 3);
        assertThat(expiry()).isEqualTo(60 * MINUTE + 1);
        send("c", "order", null, 4, 4);
        assertThat(expiry()).isEqualTo(60 * MINUTE + 4);
        send("d", "deliver", null, 3, 5);
        assertThat(expiry()).isEqualTo(Machine.NEVER);
        send("as", "ship", "a", 0, 6);
        assertThat(expiry()).isEqualTo(60 * MINUTE + 4);
        send("cs", "ship", "c", 0, 7);
        assertThat(expiry()).isEqualTo(Machine.NEVER);
        send("e", "deliver", null, 4, 8);
        assertThat(stock).isNull();
    }

    @Test
    void requestThatCannotBeDecidedIsInvalidAndChangesNothing() {
        send("d", "deliver", null, 10, 0);
        Escrow before = stock;
        assertThat(send("a", "order", null, 0, 1)).containsExactly("invalid 0 of 10");
        assertThat(send("a", "order", null, 1_000_001, 1)).containsExactly("invalid 1000001 of 10");
        assertThat(send("a", "ship", null, 0, 1)).containsExactly("invalid 0 of 10");
        assertThat(send("a", "lend", null, 1, 1)).containsExactly("invalid 1 of 10");
        assertThat(stock).isEqualTo(before);
        StockRequest nothing = new StockRequest("r", null, "order", null, 1, Instant.EPOCH);
        assertThat(nothing).matches(request -> !request.isValid() && request.stocked().isEmpty());
    }

    private long expiry() {
        return sell.expiry(Objects.requireNonNull(stock));
    }

    private List<String> send(
            String id, String act, @Nullable String order, long pieces, long time) {
        StockRequest request = new StockRequest(id, "pen", act, order, pieces, Instant.EPOCH);
        stock = sell.apply(stock, Placed.at(time, request), given);
        return given.take().stream().map(SellTest::text).toList();
    }

    private static String text(StockAnswer answer) {
        String amounts = " " + answer.pieces() + " of " + answer.stock();
        return answer.kind().equals("apology")
                ? "apology" + amounts + " missing " + answer.missing()
                : answer.verdict() + amounts;
    }
}
