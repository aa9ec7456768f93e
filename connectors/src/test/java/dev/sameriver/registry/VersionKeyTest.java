package dev.sameriver.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionKeyTest {

    @Test
    void writtenFormIsReadBack() {
        VersionKey key = new VersionKey("airport-delays", 2);
        assertThat(key).hasToString("airport-delays@2");
        assertThat(VersionKey.parse("airport-delays@2")).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"airport-delays", "@2", "airport-delays@", "airport-delays@two", ""})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> VersionKey.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("VIEW@N");
    }
}
