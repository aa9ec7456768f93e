package dev.sameriver.upgrade;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.jspecify.annotations.Nullable;

/** What a savepoint says of the states in it: names, forms and serializers, and no values. */
final class SavepointStates {

    /** The role of the one serializer of a key. */
    private static final String KEY = "KEY_SERIALIZER";

    private final Map<OperatorID, OperatorState> operators = new HashMap<>();
    private final ClassLoader loader;

    private SavepointStates(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Reads the metadata of a savepoint in Flink's canonical format.
     *
     * @param loader knows the classes that the savepoint was written with
     */
    static SavepointStates read(String savepoint, ClassLoader loader) throws IOException {
        CompletedCheckpointStorageLocation location =
                AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(savepoint);
        SavepointStates states = new SavepointStates(loader);
        try (DataInputStream in =
                new DataInputStream(location.getMetadataHandle().openInputStream())) {
            for (OperatorState operator :
                    Checkpoints.loadCheckpointMetadata(in, loader, location.getExternalPointer())
                            .getOperatorStates()) {
                states.operators.put(operator.getOperatorID(), operator);
            }
        }
        return states;
    }

    /** The states of an operator, each once; empty if it has none. */
    List<StateShape> of(OperatorID id) throws IOException {
        OperatorState operator = operators.get(id);
        Map<String, StateShape> states = new LinkedHashMap<>();
        if (operator != null) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                    addKeyed((KeyGroupsStateHandle) handle, states);
                }
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    addOperator(handle, states);
                }
            }
        }
        return new ArrayList<>(states.values());
    }

    /** The maximum parallelism that an operator was run with; 0 if the savepoint does not say. */
    int maxParallelism(OperatorID id) {
        OperatorState operator = operators.get(id);
        return operator == null ? 0 : operator.getMaxParallelism();
    }

    private void addKeyed(KeyGroupsStateHandle handle, Map<String, StateShape> states)
            throws IOException {
        KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(loader);
        try (FSDataInputStream in = handle.openInputStream()) {
            proxy.read(new DataInputViewStreamWrapper(in));
        }
        add(
                new StateShape(
                        StateKind.KEY,
                        "",
                        "",
                        Map.of(KEY, bytes(proxy.getKeySerializerSnapshot()))),
                states);
        for (StateMetaInfoSnapshot state : proxy.getStateMetaInfoSnapshots()) {
            boolean timers =
                    state.getBackendStateType()
                            == StateMetaInfoSnapshot.BackendStateType.PRIORITY_QUEUE;
            StateKind kind = timers ? StateKind.TIMERS : StateKind.KEYED;
            add(shape(kind, state, CommonOptionsKeys.KEYED_STATE_TYPE), states);
        }
    }

    private void addOperator(OperatorStateHandle handle, Map<String, StateShape> states)
            throws IOException {
        OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(loader);
        try (FSDataInputStream in = handle.openInputStream()) {
            proxy.read(new DataInputViewStreamWrapper(in));
        }
        CommonOptionsKeys form = CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE;
        for (StateMetaInfoSnapshot state : proxy.getOperatorStateMetaInfoSnapshots()) {
            add(shape(StateKind.OPERATOR, state, form), states);
        }
        for (StateMetaInfoSnapshot state : proxy.getBroadcastStateMetaInfoSnapshots()) {
            add(shape(StateKind.BROADCAST, state, form), states);
        }
    }

    private static StateShape shape(
            StateKind kind, StateMetaInfoSnapshot state, CommonOptionsKeys formKey)
            throws IOException {
        Map<String, byte[]> serializers = new LinkedHashMap<>();
        for (Map.Entry<String, TypeSerializerSnapshot<?>> entry :
                state.getSerializerSnapshotsImmutable().entrySet()) {
            serializers.put(entry.getKey(), bytes(entry.getValue()));
        }
        @Nullable String form = state.getOption(formKey);
        return new StateShape(kind, state.getName(), form == null ? "" : form, serializers);
    }

    private static byte[] bytes(TypeSerializerSnapshot<?> snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TypeSerializerSnapshot.writeVersionedSnapshot(
                new DataOutputViewStreamWrapper(bytes), snapshot);
        return bytes.toByteArray();
    }

    private static void add(StateShape state, Map<String, StateShape> states) {
        states.putIfAbsent(state.kind() + "/" + state.name(), state);
    }
}
