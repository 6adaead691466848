package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.build.Modules.Exported;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The API of each module is what {@code api/<module>.txt} lists: a change of the API is seen in
 * review.
 */
final class ApiTest {
  private static final int MOST_TYPES = 40;

  private final Repository repository = Repository.here();
  private final List<Exported> modules = new Modules(repository).all();

  @Test
  void theApiIsAsListed() throws IOException {
    assertFalse(modules.isEmpty());
    var problems = new ArrayList<String>();
    for (var module : modules) {
      var lines = listing(module);
      var file = repository.root().resolve("api").resolve(module.name() + ".txt");
      if (Boolean.getBoolean("api.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
      }
      var listed = Files.exists(file) ? Repository.lines(file) : List.<String>of();
      if (!listed.equals(lines)) {
        problems.add(
            "the API of " + module.name() + " is not as listed in " + repository.named(file));
        lines.stream()
            .filter(line -> !listed.contains(line))
            .forEach(line -> problems.add("+ " + line));
        listed.stream()
            .filter(line -> !lines.contains(line))
            .forEach(line -> problems.add("- " + line));
      }
    }
    assertTrue(
        problems.isEmpty(),
        () ->
            String.join("\n", problems)
                + "\nIf that is meant, run with -Dapi.update=true and commit the listing");
  }

  @Test
  void noPackageHasMoreThanFortyPublicTypes() {
    for (var module : modules) {
      module.types().stream()
          .collect(Collectors.groupingBy(Class::getPackageName, Collectors.counting()))
          .forEach((name, count) ->
              assertTrue(
                  count <= MOST_TYPES,
                  () -> name + " exports " + count + " types; at most " + MOST_TYPES));
    }
  }

  @Test
  void theListingShowsWhatAUserMayRelyOn() {
    assertEquals(
        List.of(
            "sealed interface ApiTest.Shape<T extends Number> permits ApiTest.Shape.Line, ApiTest.Shape.Size",
            "  @Nullable String name()",
            "  List<@Nullable T> parts()",
            "  default void draw(String... words) throws IOException",
            "  static <X> X id(X it)",
            "record ApiTest.Shape.Line<T extends Number>(int from, @Nullable T to) implements ApiTest.Shape<T>",
            "  List<@Nullable T> parts()",
            "  String name()",
            "  new(int from)",
            "enum ApiTest.Shape.Size { BIG, SMALL } implements ApiTest.Shape<Integer>",
            "  @Nullable Integer @Nullable[] more()",
            "  List<@Nullable Integer> parts()"),
        ApiListing.lines(Shape.class));
  }

  private static List<String> listing(Exported module) {
    var lines = new ArrayList<String>();
    lines.add("module " + module.name());
    var seen = "";
    for (var type : module.types()) {
      if (!type.getPackageName().equals(seen)) {
        seen = type.getPackageName();
        lines.addAll(List.of("", "package " + seen));
      }
      lines.add("");
      lines.addAll(ApiListing.lines(type));
    }
    return lines;
  }

  /** An example for the listing. */
  public sealed interface Shape<T extends Number> {
    @Nullable String name();

    List<@Nullable T> parts();

    default void draw(String... words) throws IOException {}

    static <X> X id(X it) {
      return it;
    }

    /** A record. */
    record Line<T extends Number>(int from, @Nullable T to) implements Shape<T> {
      public Line(int from) {
        this(from, null);
      }

      @Override
      public String name() {
        return "line";
      }

      @Override
      public List<@Nullable T> parts() {
        return List.of();
      }
    }

    /** An enum. */
    enum Size implements Shape<Integer> {
      BIG,
      SMALL;

      @Override
      public List<@Nullable Integer> parts() {
        return List.of();
      }

      public @Nullable Integer @Nullable [] more() {
        return null;
      }
    }
  }
}
