package dev.sameriver.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ViewRowSerializerSnapshotTest {

    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column("origin", ColumnType.TEXT),
                            new Column("flights", ColumnType.LONG)),
                    1);

    /** Written by version 1: two columns, "origin" TEXT and "flights" LONG, the first the key. */
    private static final String SNAPSHOT_1 =
            "0000000200066f726967696e0004544558540007666c696768747300044c4f4e4700000001";

    /** Written by version 1: the final row ("ATL", null), then the early row ("ORD", 258). */
    private static final String ROWS_1 = "050441544c" + "00044f52440000000000000102";

    @Test
    void stateOfVersionOneStillReads() throws IOException {
        ViewRowSerializerSnapshot snapshot = new ViewRowSerializerSnapshot();
        snapshot.readSnapshot(1, bytes(SNAPSHOT_1), getClass().getClassLoader());
        TypeSerializer<ViewRow> serializer = snapshot.restoreSerializer();
        DataInputDeserializer rows = bytes(ROWS_1);
        assertThat(serializer.deserialize(rows))
                .isEqualTo(ViewRowSerializerTest.row(true, "ATL", null));
        assertThat(serializer.deserialize(rows))
                .isEqualTo(ViewRowSerializerTest.row(false, "ORD", 258L));
        assertThat(rows.available()).isZero();
    }

    @Test
    void versionOneIsWhatIsWrittenToday() throws IOException {
        TypeSerializer<ViewRow> serializer = new ViewRowSerializer(SCHEMA);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.snapshotConfiguration().writeSnapshot(out);
        assertThat(hex(out)).isEqualTo(SNAPSHOT_1);
        out.clear();
        serializer.serialize(ViewRowSerializerTest.row(true, "ATL", null), out);
        serializer.serialize(ViewRowSerializerTest.row(false, "ORD", 258L), out);
        assertThat(hex(out)).isEqualTo(ROWS_1);
    }

    @Test
    void renamedColumnsAreCompatibleAndOtherTypesAreNot() {
        TypeSerializerSnapshot<ViewRow> now = new ViewRowSerializer(SCHEMA).snapshotConfiguration();
        assertThat(now.resolveSchemaCompatibility(of(ColumnType.TEXT, ColumnType.LONG)))
                .matches(found -> found.isCompatibleAsIs());
        assertThat(now.resolveSchemaCompatibility(of(ColumnType.TEXT, ColumnType.DOUBLE)))
                .matches(found -> found.isIncompatible());
        assertThat(now.resolveSchemaCompatibility(of(ColumnType.TEXT)))
                .matches(found -> found.isIncompatible());
    }

    @Test
    void stateOfALaterVersionIsRefused() {
        assertThatThrownBy(
                        () ->
                                new ViewRowSerializerSnapshot()
                                        .readSnapshot(
                                                2, bytes(SNAPSHOT_1), getClass().getClassLoader()))
                .hasMessageContaining("version 1, but is of version 2");
    }

    @Test
    void rowOfAnotherSchemaIsRefused() {
        assertThatThrownBy(
                        () ->
                                new ViewRowSerializer(SCHEMA)
                                        .serialize(
                                                ViewRowSerializerTest.row(true, "ATL"),
                                                new DataOutputSerializer(8)))
                .hasMessageContaining("2 columns [origin, flights]");
    }

    private static TypeSerializerSnapshot<ViewRow> of(ColumnType... types) {
        List<Column> columns =
                List.of(types).stream()
                        .map(type -> new Column("renamed_" + type.name().toLowerCase(), type))
                        .toList();
        return new ViewRowSerializer(new RowSchema(columns, 1)).snapshotConfiguration();
    }

    private static DataInputDeserializer bytes(String hex) {
        return new DataInputDeserializer(HexFormat.of().parseHex(hex));
    }

    private static String hex(DataOutputSerializer out) {
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }
}
