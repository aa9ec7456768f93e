package dev.sameriver.table;

import dev.sameriver.output.StoredTable;
import dev.sameriver.view.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/**
 * The connector {@code sameriver-view}: a view's rows in Postgres as they are when the query reads
 * them, in one snapshot.
 *
 * <p>{@code 'view' = 'airport-delays@2'} is a version, {@code 'view' = 'airport-delays'} what most
 * readers see.
 */
public final class ViewTableFactory implements DynamicTableSourceFactory {

    static final String IDENTIFIER = "sameriver-view";

    static final ConfigOption<String> VIEW =
            ConfigOptions.key("view")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The view, or a version of it, as in airport-delays@2.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(VIEW);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                TableSettings.CONFIG,
                TableSettings.ARCHIVE,
                TableSettings.KAFKA,
                TableSettings.POSTGRES);
    }

    /**
     * The table's source.
     *
     * @throws UserError if an option is wrong, or Postgres has no such view or column
     */
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validateExcept(TableSettings.PREFIXES);
        Map<String, String> options = context.getCatalogTable().getOptions();
        ViewTables views = new ViewTables(TableSettings.of(options));
        String view = helper.getOptions().get(VIEW);
        StoredTable table = views.require(view);
        List<ViewColumn> columns = new ArrayList<>();
        RowType declared = (RowType) context.getPhysicalRowDataType().getLogicalType();
        for (RowType.RowField field : declared.getFields()) {
            if (!table.columns().containsKey(field.getName())) {
                throw new UserError(
                        "A table's columns must be columns of its view, but "
                                + field.getName()
                                + " is none of "
                                + view
                                + " ("
                                + String.join(", ", table.columns().keySet())
                                + "): leave it out, or declare it as a computed column.");
            }
            columns.add(
                    new ViewColumn(field.getName(), table.type(field.getName()), field.getType()));
        }
        return new ViewTableSource(views.server(), table.name(), table.key(), columns);
    }
}
