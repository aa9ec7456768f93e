package dev.sameriver.ingest;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.SchemaStore;
import dev.sameriver.archive.TimeField;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What must hold before an import starts: the columns are there, and the log is the same. */
final class PlanChecks {

    private PlanChecks() {}

    static ImportPlan check(
            ImportOptions options,
            Schema schema,
            boolean inferred,
            @Nullable LogArchive archive,
            List<String> files,
            long bytes)
            throws IOException {
        TimeField.of(schema, options.timeField());
        requireColumn(schema, "--key", options.keyField());
        requireColumn(schema, "--id", options.idField());
        requireOrder(schema, options);
        LogDefinition wanted =
                LogDefinition.of(
                                options.log(),
                                options.partitions(),
                                options.timeField(),
                                options.keyField(),
                                options.idField(),
                                SchemaStore.fingerprint(schema))
                        .withKafka(options.format(), options.log());
        if (archive == null) {
            return new ImportPlan(
                    options, wanted, schema, inferred, true, false, List.copyOf(files), bytes);
        }
        LogDefinition held = archive.definition();
        requireSame(held, "partitions", options.partitions(), held.partitions());
        requireSame(held, "time", options.timeField(), held.timeField());
        requireSame(held, "key", options.keyField(), held.keyField());
        requireSame(held, "id", options.idField(), held.idField());
        if (archive.manifest().generation() > 0 || archive.isLive()) {
            throw new UserError(
                    "An import must come before what Kafka holds, but log %s is already followed live: import into another log."
                            .formatted(options.log()));
        }
        boolean evolves = !SchemaStore.fingerprint(schema).equals(held.schema());
        if (evolves) {
            archive.requireReads(schema);
        }
        return new ImportPlan(
                options,
                held.withSchema(wanted.schema()),
                schema,
                inferred,
                false,
                evolves,
                List.copyOf(files),
                bytes);
    }

    static void requireOrder(Schema schema, ImportOptions options) {
        requireColumn(schema, "--order", options.orderField());
        Selection.check(schema, options.orderField(), options.arrived());
    }

    private static void requireColumn(Schema schema, String flag, @Nullable String column) {
        if (column != null && schema.getField(column) == null) {
            throw new UserError(
                    "%s must name one of the columns %s, but '%s' is none of them: check the spelling."
                            .formatted(
                                    flag,
                                    schema.getFields().stream().map(Schema.Field::name).toList(),
                                    column));
        }
    }

    private static void requireSame(
            LogDefinition held, String what, @Nullable Object offered, @Nullable Object there) {
        if (!Objects.equals(offered, there)) {
            throw new UserError(
                    "An import must keep what log %s is, but --%s is %s where the log has %s: pass --%s %s, or import into another log."
                            .formatted(held.name(), what, offered, there, what, there));
        }
    }
}
