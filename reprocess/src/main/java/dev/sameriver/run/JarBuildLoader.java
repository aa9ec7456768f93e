package dev.sameriver.run;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is in jars, and in nothing else if it is of Sameriver; what both builds stand on is
 * this process's.
 */
final class JarBuildLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String SAMERIVER = "dev.sameriver.";

    private final List<String> shared =
            List.of(CoreOptions.getParentFirstLoaderPatterns(new Configuration()));

    JarBuildLoader(List<URL> urls) {
        super(urls.toArray(URL[]::new), JarBuildLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (name.startsWith(SAMERIVER)) {
                return findClass(name);
            }
            if (startsWithOne(name, shared) || startsWithOne(name, JobClasses.LIBRARIES)) {
                return super.loadClass(name, resolve);
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                return super.loadClass(name, resolve);
            }
        }
    }

    private static boolean startsWithOne(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isOfSameriver(name) ? findResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isOfSameriver(name)
                ? Collections.enumeration(Collections.list(findResources(name)))
                : super.getResources(name);
    }

    /** As in {@code META-INF/services/dev.sameriver.view.View}. */
    private static boolean isOfSameriver(String name) {
        return name.contains("sameriver");
    }
}
