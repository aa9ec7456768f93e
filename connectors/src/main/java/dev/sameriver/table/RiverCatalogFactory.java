package dev.sameriver.table;

import dev.sameriver.view.UserError;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CommonCatalogOptions;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * The catalog {@code sameriver}: the logs of an archive, and the views of a registry.
 *
 * <pre>{@code
 * CREATE CATALOG river WITH (
 *   'type' = 'sameriver',
 *   'config' = '/etc/sameriver.properties',
 *   'disorder' = 'PT2H'
 * )
 * }</pre>
 */
public final class RiverCatalogFactory implements CatalogFactory {

    static final String IDENTIFIER = "sameriver";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(LogTableOptions.DISORDER);
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
     * The catalog.
     *
     * @throws UserError if the settings name neither an archive nor Postgres
     */
    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper =
                FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validateExcept(TableSettings.PREFIXES);
        Map<String, String> options = new TreeMap<>(context.getOptions());
        options.remove(CommonCatalogOptions.CATALOG_TYPE.key());
        return RiverCatalog.of(context.getName(), options);
    }
}
