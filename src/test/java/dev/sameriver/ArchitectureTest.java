package dev.sameriver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

@AnalyzeClasses(packages = "dev.sameriver", importOptions = ImportOption.DoNotIncludeJars.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule coreKnowsNoConnectorAndNoOtherEngine =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..",
                            "org.apache.flink.connector.kafka..",
                            "org.apache.hadoop..",
                            "org.apache.parquet..",
                            "org.apache.avro..",
                            "org.apache.beam..",
                            "org.postgresql..",
                            "java.sql..");

    @ArchTest
    static final ArchRule coreReadsNoWallClockAndNoRandomNumbers =
            noClasses()
                    .that(areMainCode())
                    .and()
                    .resideOutsideOfPackage("dev.sameriver.testkit..")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(RandomGenerator.class);

    @ArchTest
    static final ArchRule testClassesEndInTestOrITCase =
            methods()
                    .that()
                    .areAnnotatedWith("org.junit.jupiter.api.Test")
                    .or()
                    .areAnnotatedWith("org.junit.jupiter.params.ParameterizedTest")
                    .should(beInAClassThatRuns());

    @ArchTest
    static final ArchRule flinkFindsSnapshotsOfSerializers =
            classes().that().areAssignableTo(TypeSerializerSnapshot.class).should().bePublic();

    private static DescribedPredicate<JavaClass> areMainCode() {
        return DescribedPredicate.describe(
                "are main code",
                type ->
                        type.getSource()
                                .map(source -> !source.getUri().toString().contains("test-classes"))
                                .orElse(false));
    }

    private static ArchCondition<JavaMethod> beInAClassThatRuns() {
        return new ArchCondition<>("be in a class whose name ends in Test or ITCase") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                String owner = method.getOwner().getSimpleName();
                boolean runs = owner.endsWith("Test") || owner.endsWith("ITCase");
                String message =
                        String.format(
                                Locale.ROOT,
                                "%s is in a class that never runs",
                                method.getFullName());
                events.add(new SimpleConditionEvent(method, runs, message));
            }
        };
    }
}
