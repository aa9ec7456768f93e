package dev.sameriver.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodeTest {

    record Plain(long wide, int narrow, double broken, @Nullable String text, boolean flag) {

        static Plain empty() {
            return new Plain(0, 0, 0, null, false);
        }
    }

    record Compact(String text) {
        Compact {
            Objects.requireNonNull(text);
        }
    }

    record EmptyCompact(String text) {
        EmptyCompact {}
    }

    record Changed(long value) {
        Changed(long value) {
            this.value = -value;
        }
    }

    record Swapped(long first, long second) {
        Swapped(long first, long second) {
            this.first = second;
            this.second = first;
        }
    }

    record OwnAccessor(long value, long other) {
        @Override
        public long value() {
            return Math.max(0, value);
        }
    }

    record OthersAccessor(long value, long other) {
        @Override
        public long value() {
            return other;
        }
    }

    @Test
    void whatTheCompilerMakesIsPlain() {
        assertThat(RecordCode.of(Plain.class).hasPlainConstructor()).isTrue();
        assertThat(RecordCode.of(EmptyCompact.class).hasPlainConstructor()).isTrue();
        for (String component : new String[] {"wide", "narrow", "broken", "text", "flag"}) {
            assertThat(RecordCode.of(Plain.class).hasPlainAccessor(component)).isTrue();
        }
        assertThat(RecordCode.of(Plain.class).hasPlainAccessor("empty")).isFalse();
        assertThat(RecordCode.of(Plain.class).hasPlainAccessor("toString")).isFalse();
    }

    @Test
    void constructorThatChecksOrChangesIsNotPlain() {
        assertThat(RecordCode.of(Compact.class).hasPlainConstructor()).isFalse();
        assertThat(RecordCode.of(Changed.class).hasPlainConstructor()).isFalse();
        assertThat(RecordCode.of(Swapped.class).hasPlainConstructor()).isFalse();
    }

    @Test
    void accessorThatChangesIsNotPlain() {
        assertThat(RecordCode.of(OwnAccessor.class).hasPlainAccessor("value")).isFalse();
        assertThat(RecordCode.of(OwnAccessor.class).hasPlainAccessor("other")).isTrue();
        assertThat(RecordCode.of(OthersAccessor.class).hasPlainAccessor("value")).isFalse();
    }
}
