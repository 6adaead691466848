package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which package may name types of which others is what {@code build-checks/dependencies.txt} lists:
 * a new arrow is seen in review. With {@code -Ddependencies.report=true} it prints floors, arrows
 * and circles.
 */
final class DependencyTest {
  @TempDir Path root;

  @Test
  void everyArrowIsListed() throws IOException {
    var repository = Repository.here();
    var dependencies = Dependencies.of(repository);
    assertTrue(dependencies.arrows().size() > 20, dependencies::report);
    if (Boolean.getBoolean("dependencies.report")) {
      IO.println(dependencies.report());
    }
    var file = repository.root().resolve("build-checks/dependencies.txt");
    if (Boolean.getBoolean("dependencies.update")) {
      Files.writeString(file, String.join("\n", dependencies.listing()) + "\n");
    }
    var problems = differences(dependencies.listing(), Repository.lines(file));
    assertTrue(
        problems.isEmpty(),
        () ->
            "which package names which is not as listed in dependencies.txt\n"
                + String.join("\n", problems)
                + "\nIf that is meant, run with -Ddependencies.update=true and commit the listing");
  }

  /** An API names internals to seal and to start (ADR 11); besides, all their arrows go one way. */
  @ParameterizedTest
  @ValueSource(strings = {"io.leanagentic", "io.leanagentic.orchestration"})
  void onlyTheApiClosesACircleOfInternals(String api) {
    var dependencies = Dependencies.of(Repository.here());
    var internal = api + ".internal";
    assertFalse(circles(dependencies, internal).isEmpty(), "is ADR 11 needed any more?");
    assertEquals(List.of(), circles(dependencies.without(api, internal), internal));
  }

  private static List<NavigableSet<String>> circles(Dependencies dependencies, String prefix) {
    return dependencies.circles().stream()
        .filter(circle -> circle.stream().anyMatch(name -> name.startsWith(prefix)))
        .toList();
  }

  @Test
  void anArrowIsAnImportOrAFullName() throws IOException {
    write("a/A", "import io.leanagentic.b.B;\n\nclass A {\n  B b;\n  io.leanagentic.c.C.D d;\n}\n");
    write("b/B", "import static io.leanagentic.c.C.one;\n\nclass B {\n  int i = one();\n}\n");
    write("c/C", "import java.util.List;\n\nclass C {\n  List<io.leanagentic.c.C> all;\n}\n");
    assertEquals(
        Map.of(
            "io.leanagentic.a", Set.of("io.leanagentic.b", "io.leanagentic.c"),
            "io.leanagentic.b", Set.of("io.leanagentic.c"),
            "io.leanagentic.c", Set.of()),
        Dependencies.of(new Repository(root)).arrows());
  }

  @Test
  void commentsAndStringsAreNoArrows() throws IOException {
    write(
        "a/A",
        """
        import io.leanagentic.b.B;

        /** As {@link B}, 'or io.leanagentic.b.B. */
        class A {
          // io.leanagentic.b.B
          String name = "\\"io.leanagentic.b.B";
        }
        """);
    write("b/B", "class B {}\n");
    assertEquals(
        List.of("io.leanagentic.a", "io.leanagentic.b"),
        Dependencies.of(new Repository(root)).listing());
  }

  @Test
  void circlesShareAFloor() throws IOException {
    write("top/T", "class T {\n  io.leanagentic.a.A a;\n}\n");
    write("a/A", "class A {\n  io.leanagentic.b.B b;\n}\n");
    write("b/B", "class B {\n  io.leanagentic.c.C c;\n}\n");
    write("c/C", "class C {\n  io.leanagentic.a.A a;\n  io.leanagentic.base.Base base;\n}\n");
    write("base/Base", "class Base {}\n");
    var dependencies = Dependencies.of(new Repository(root));
    assertEquals(
        List.of(Set.of("io.leanagentic.a", "io.leanagentic.b", "io.leanagentic.c")),
        dependencies.circles());
    assertEquals(
        Map.of(
            1, List.of("io.leanagentic.base"),
            2, List.of("io.leanagentic.a", "io.leanagentic.b", "io.leanagentic.c"),
            3, List.of("io.leanagentic.top")),
        dependencies.floors());
  }

  @Test
  void aNewArrowAndOneThatIsGoneAreReported() {
    assertEquals(
        List.of("+ a -> c", "- a -> b", "- d"),
        differences(List.of("a", "  c", "b", "c"), List.of("a", "  b", "b", "c", "d")));
  }

  /** What is in only one of two listings. */
  private static List<String> differences(List<String> found, List<String> listed) {
    var problems = new ArrayList<String>();
    var now = arrows(found);
    var then = arrows(listed);
    now.stream().filter(arrow -> !then.contains(arrow)).forEach(it -> problems.add("+ " + it));
    then.stream().filter(arrow -> !now.contains(arrow)).forEach(it -> problems.add("- " + it));
    return problems;
  }

  private static Set<String> arrows(List<String> listing) {
    var arrows = new TreeSet<String>();
    var from = "";
    for (var line : listing) {
      if (line.startsWith("  ")) {
        arrows.add(from + " -> " + line.strip());
      } else {
        from = line;
        arrows.add(line);
      }
    }
    return arrows;
  }

  private void write(String name, String body) throws IOException {
    var file = root.resolve("some/src/main/java/io/leanagentic").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    var folder = name.substring(0, name.indexOf('/'));
    Files.writeString(file, "package io.leanagentic." + folder + ";\n\n" + body);
  }
}
