package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Each type that the tables call immutable or safe to share is so for a reason, which stands in
 * {@code table-reasons.txt} and is checked where a machine can.
 */
class TableReasonsTest {
  private record Reason(String kind, String type, String text) {}

  static final Path TABLES = Path.of("src/main/resources/io/leanagentic/checker/tables");
  private static final Path SOURCES = Path.of(System.getProperty("java.home"), "lib", "src.zip");

  private static Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String file : List.of("val-types.txt", "shared-types.txt")) {
      for (String line : lines(TABLES.resolve(file))) {
        String[] parts = line.split(" ", -1);
        entries.put(parts[1], parts[0]);
      }
    }
    return entries;
  }

  private static List<Reason> reasons() {
    return lines(Path.of("src/test/resources/table-reasons.txt")).stream()
        .map(TableReasonsTest::parse)
        .toList();
  }

  private static Reason parse(String line) {
    String[] parts = line.split(" ", 3);
    return new Reason(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
  }

  /** The lines of a table, or of its reasons, that say something. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What is wrong with tables and reasons, one line each. */
  private static List<String> wrong(Map<String, String> entries, List<Reason> reasons) {
    List<String> wrong = new ArrayList<>();
    Set<String> reasoned = new LinkedHashSet<>();
    for (Reason reason : reasons) {
      if (!entries.containsKey(reason.type)) {
        wrong.add(reason.type + " has a reason, but stands in no table");
      } else if (!reasoned.add(reason.type)) {
        wrong.add(reason.type + " has two reasons");
      } else {
        String why = whyNot(reason, entries);
        if (!why.isEmpty()) {
          wrong.add(reason.type + " is no " + entries.get(reason.type) + ": " + why);
        }
      }
    }
    for (String type : entries.keySet()) {
      if (!reasoned.contains(type)) {
        wrong.add(type + " has no reason");
      }
    }
    return wrong;
  }

  private static String whyNot(Reason reason, Map<String, String> entries) {
    return switch (reason.kind) {
      case "fields" -> writable(classOf(reason.type), entries);
      case "says" -> isSaid(reason.text, sourceOf(reason.type));
      case "package" ->
          isSaid(reason.text, sourceOf(classOf(reason.type).getPackageName() + ".package-info"));
      case "below" ->
          entries.containsKey(reason.text)
                  && classOf(reason.text).isAssignableFrom(classOf(reason.type))
              ? ""
              : "it is not below " + reason.text;
      case "ours" -> isClosed(reason.type);
      case "argued" -> reason.text.split(" ", -1).length < 3 ? "that is no argument" : "";
      default -> "'" + reason.kind + "' is no kind of reason";
    };
  }

  /** Why a class is not immutable by its fields alone. */
  private static String writable(Class<?> type, Map<String, String> entries) {
    boolean open =
        Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    if (type.isInterface() || (open && !Modifier.isFinal(type.getModifiers()))) {
      return "it can be extended";
    }
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          boolean val =
              field.getType().isPrimitive()
                  || field.getGenericType() instanceof TypeVariable<?>
                  || entries.getOrDefault(field.getType().getName(), "").startsWith("val-");
          if (!Modifier.isFinal(field.getModifiers()) || !val) {
            return "its field " + field.getName() + " can be written";
          }
        }
      }
    }
    return "";
  }

  private static String isClosed(String type) {
    Path file = Path.of("../runtime/src/main/java", type.replace('.', '/') + ".java");
    String name = type.substring(type.lastIndexOf('.') + 1);
    try {
      return Files.readString(file)
              .matches("(?s).*public (record|sealed interface) " + name + "\\b.*")
          ? ""
          : "it is neither a record nor sealed";
    } catch (IOException missing) {
      return "its source is missing: " + missing;
    }
  }

  private static String isSaid(String sentence, String source) {
    return source.isEmpty() || source.contains(sentence) ? "" : "that is not what it says";
  }

  /** The text of a class or a package, on one line; empty if this JDK came without its sources. */
  private static String sourceOf(String type) {
    if (!Files.exists(SOURCES)) {
      return "";
    }
    try (var sources = new ZipFile(SOURCES.toFile())) {
      for (String name = type; !name.isEmpty(); name = outside(name)) {
        String end = "/" + name.replace('.', '/') + ".java";
        var found = sources.stream().filter(each -> each.getName().endsWith(end)).findFirst();
        if (found.isPresent()) {
          return text(sources, found.get());
        }
      }
      return "?";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String text(ZipFile sources, ZipEntry entry) throws IOException {
    try (var in = sources.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("\\R\\s*\\*+/?", " ")
          .replaceAll("\\s+", " ");
    }
  }

  private static String outside(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /** The class of this name, which may be nested. */
  static Class<?> classOf(String name) {
    String at = name;
    while (true) {
      try {
        return Class.forName(at, false, TableReasonsTest.class.getClassLoader());
      } catch (ClassNotFoundException missing) {
        int dot = at.lastIndexOf('.');
        if (dot < 0) {
          throw new IllegalArgumentException(name, missing);
        }
        at = at.substring(0, dot) + "$" + at.substring(dot + 1); // a nested class
      }
    }
  }

  @Test
  void eachEntryHasAReasonThatHolds() {
    assertEquals("", String.join("\n", wrong(entries(), reasons())));
  }

  @Test
  void whatIsWrongIsFound() {
    for (String planted :
        List.of(
            "fields java.util.Date",
            "fields java.util.concurrent.CountDownLatch",
            "fields java.util.UnknownFormatConversionException",
            "below java.util.TreeMap java.util.concurrent.ConcurrentMap",
            "below java.util.TreeMap java.util.NavigableMap",
            "ours io.leanagentic.Subscription",
            "argued java.util.TreeMap so",
            "trusted java.util.TreeMap")) {
      assertFound(planted);
    }
    Map<String, String> entries = entries();
    entries.put("java.util.ArrayList", "shared-type");
    assertEquals(List.of("java.util.ArrayList has no reason"), wrong(entries, reasons()));
  }

  @Test
  void whatTheDocumentationDoesNotSayIsFound() {
    assumeTrue(Files.exists(SOURCES), "this JDK has no sources");
    assertFound("says java.util.HashMap This class is thread-safe.");
    assertFound("package java.util.HashMap A toolkit of thread-safe classes.");
  }

  private static void assertFound(String planted) {
    Reason reason = parse(planted);
    Map<String, String> entries = new LinkedHashMap<>(Map.of(reason.type, "val-type"));
    entries.put("java.util.concurrent.ConcurrentMap", "shared-container");
    List<String> wrong =
        wrong(
            entries,
            List.of(reason, parse("argued java.util.concurrent.ConcurrentMap a toolkit of ours")));
    assertNotEquals(List.of(), wrong, planted);
    assertEquals(1, wrong.size(), wrong::toString);
  }
}
