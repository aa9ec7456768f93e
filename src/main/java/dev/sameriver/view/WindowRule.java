package dev.sameriver.view;

import dev.sameriver.ordered.JoinKind;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.WindowMachine;
import dev.sameriver.ordered.WindowState;
import dev.sameriver.window.AlignedWindows;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Events meet in each window that both are in; see {@link KeyedInput#joinIn}. */
record WindowRule<L, R>(AlignedWindows windows) implements JoinRule<WindowState, JoinedIn<L, R>> {

    @Override
    public Machine<WindowState, Object, JoinedIn<L, R>> machine(JoinKind kind) {
        return new WindowMachine<>(windows, kind);
    }

    @Override
    public TypeInformation<WindowState> state(TypeInformation<OrderedEvent<Object>> events) {
        return WindowMachine.state(events);
    }

    @Override
    @SuppressWarnings("unchecked")
    public TypeInformation<JoinedIn<L, R>> joined(
            TypeInformation<Object> left, TypeInformation<Object> right) {
        return (TypeInformation<JoinedIn<L, R>>)
                (TypeInformation<?>)
                        Types.POJO(
                                JoinedIn.class,
                                Map.of(
                                        "start",
                                        Types.INSTANT,
                                        "end",
                                        Types.INSTANT,
                                        "left",
                                        left,
                                        "right",
                                        right));
    }
}
