package io.leanagentic.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which package names types of which others, over the main sources of all modules: an arrow for
 * each pair. Names in comments and strings are no arrows, so documentation may point anywhere; a
 * type that is used without being named, in a chain of calls, is not seen.
 *
 * @param arrows the packages, each with those whose types it names
 */
record Dependencies(NavigableMap<String, NavigableSet<String>> arrows) {
  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?([\\w.]+?)\\.(\\w+|\\*);\\n?");
  private static final Pattern OURS =
      Pattern.compile("\\bio\\.leanagentic(?:\\.[a-z]\\w*)*(?=\\.[A-Z])");

  /** Reads the main sources of {@code repository}. */
  static Dependencies of(Repository repository) {
    var arrows = new TreeMap<String, NavigableSet<String>>();
    for (var file : repository.sources()) {
      if (repository.named(file).contains("src/main/java/")) {
        var source = String.join("\n", Repository.lines(file));
        var code = COMMENT_OR_STRING.matcher(source).replaceAll(" ");
        var own = PACKAGE.matcher(code);
        if (own.find()) { // no module descriptor
          var named = arrows.computeIfAbsent(own.group(1), _ -> new TreeSet<>());
          named.addAll(named(code));
          named.remove(own.group(1));
        }
      }
    }
    arrows.values().forEach(named -> named.retainAll(arrows.keySet()));
    return new Dependencies(arrows);
  }

  /** The packages of this project that {@code code}, without comments, names types of. */
  private static NavigableSet<String> named(String code) {
    var body = IMPORT.matcher(code).replaceAll("");
    var names = new StringBuilder(body);
    for (var imported = IMPORT.matcher(code); imported.find(); ) {
      var name = imported.group(2);
      if (name.equals("*") || Pattern.compile("\\b" + name + "\\b").matcher(body).find()) {
        names.append(' ').append(imported.group(1)).append('.').append(name);
      }
    }
    return OURS.matcher(names)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * These without the arrows from {@code name} to packages whose names begin with {@code prefix}.
   */
  Dependencies without(String name, String prefix) {
    var left = new TreeMap<>(arrows);
    left.computeIfPresent(
        name,
        (_, named) ->
            named.stream()
                .filter(other -> !other.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new)));
    return new Dependencies(left);
  }

  /** Groups of two or more packages that all reach each other along arrows. */
  List<NavigableSet<String>> circles() {
    var circles = new ArrayList<NavigableSet<String>>();
    for (var start : arrows.keySet()) {
      var circle = circle(start);
      if (circle.size() > 1 && circle.first().equals(start)) {
        circles.add(circle);
      }
    }
    return circles;
  }

  /** Those that {@code start} reaches and that reach it, itself among them. */
  private NavigableSet<String> circle(String start) {
    var circle = new TreeSet<String>();
    circle.add(start);
    reached(start).stream().filter(other -> reached(other).contains(start)).forEach(circle::add);
    return circle;
  }

  private NavigableSet<String> reached(String start) {
    var reached = new TreeSet<String>();
    var next = new ArrayDeque<>(namedBy(start));
    while (!next.isEmpty()) {
      var one = next.remove();
      if (reached.add(one)) {
        next.addAll(namedBy(one));
      }
    }
    return reached;
  }

  private NavigableSet<String> namedBy(String name) {
    return Objects.requireNonNull(arrows.get(name));
  }

  /** The packages by floor: 1 names no other, each other one is just above the highest it names. */
  NavigableMap<Integer, List<String>> floors() {
    Map<String, Integer> known = new HashMap<>();
    return arrows.keySet().stream()
        .collect(
            Collectors.groupingBy(name -> floor(name, known), TreeMap::new, Collectors.toList()));
  }

  /** All packages of one circle are on one floor. */
  private int floor(String name, Map<String, Integer> known) {
    var floor = known.get(name);
    if (floor == null) {
      var circle = circle(name);
      floor =
          1
              + circle.stream()
                  .flatMap(member -> namedBy(member).stream())
                  .filter(other -> !circle.contains(other))
                  .mapToInt(other -> floor(other, known))
                  .max()
                  .orElse(0);
      known.put(name, floor);
    }
    return floor;
  }

  /** A line for each package, each followed by an indented one for each package that it names. */
  List<String> listing() {
    return arrows.entrySet().stream()
        .flatMap(entry -> lines(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private static List<String> lines(String name, NavigableSet<String> others) {
    var lines = new ArrayList<String>(List.of(name));
    others.forEach(other -> lines.add("  " + other));
    return lines;
  }

  /** Floors from the top, then circles. */
  String report() {
    long count = arrows.values().stream().mapToInt(NavigableSet::size).sum();
    var floors = floors().descendingMap();
    var circles = circles();
    var report = new StringBuilder();
    report.append(
        "%d packages, %d arrows, %d floors, %d circles%n"
            .formatted(arrows.size(), count, floors.size(), circles.size()));
    floors.forEach((floor, names) -> report.append(paragraph("floor " + floor, names)));
    circles.forEach(
        circle -> report.append(paragraph("circle of " + circle.size(), List.copyOf(circle))));
    return report.toString();
  }

  private static String paragraph(String title, List<String> names) {
    Function<String, String> line = name -> "  " + name + System.lineSeparator();
    return title + System.lineSeparator() + names.stream().map(line).collect(Collectors.joining());
  }
}
