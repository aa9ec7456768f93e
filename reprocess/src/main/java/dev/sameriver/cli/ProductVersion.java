package dev.sameriver.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.flink.runtime.util.EnvironmentInformation;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, as in {@code sameriver 0.1.0 (Flink 2.3.0, Java 17.0.9)}. */
final class ProductVersion implements IVersionProvider {

    /** Maven puts it into the jar. */
    private static final String BUILT =
            "/META-INF/maven/dev.sameriver/sameriver-reprocess/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "sameriver %s (Flink %s, Java %s)"
                    .formatted(
                            product(),
                            EnvironmentInformation.getVersion(),
                            System.getProperty("java.version"))
        };
    }

    private static String product() throws IOException {
        try (InputStream file = ProductVersion.class.getResourceAsStream(BUILT)) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "of no build");
        }
    }
}
