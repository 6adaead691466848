package io.leanagentic.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Pieces of sources, to be shown in documents: what stands between {@code // region name} and its
 * {@code // endregion}, or a whole file, without those lines and without common indentation.
 */
record Regions(Repository repository) {
  private static final Pattern START = Pattern.compile("\\s*// region ([\\w-]+)\\s*");
  private static final Pattern END = Pattern.compile("\\s*// endregion\\s*");

  /**
   * The lines that {@code reference} names: {@code File.java#region} or {@code File.java}, with as
   * many folders before the name as make it the only one.
   *
   * @throws IllegalArgumentException if there is no such file or region, or more than one
   */
  List<String> lines(String reference) {
    var parts = reference.split("#", 2);
    var file = file(parts[0]);
    return parts.length == 1
        ? trimmed(Repository.lines(file))
        : trimmed(region(Repository.lines(file), parts[1], repository.named(file)));
  }

  private Path file(String name) {
    var found =
        repository.sources().stream()
            .filter(file -> ("/" + repository.named(file)).endsWith("/" + name))
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          name + (found.isEmpty() ? " is no source file" : " is ambiguous: " + found));
    }
    return found.getFirst();
  }

  private static List<String> region(List<String> lines, String name, String file) {
    List<String> result = null;
    int depth = 0; // of regions open inside the wanted one, itself included
    for (var line : lines) {
      var start = START.matcher(line);
      if (start.matches() && start.group(1).equals(name)) {
        if (result != null) {
          throw new IllegalArgumentException(file + " has more than one region " + name);
        }
        result = new ArrayList<>();
        depth = 1;
      } else if (depth > 0) {
        depth += start.matches() ? 1 : END.matcher(line).matches() ? -1 : 0;
        if (depth > 0 && result != null) {
          result.add(line);
        }
      }
    }
    if (result == null || depth > 0) {
      throw new IllegalArgumentException(
          file + (result == null ? " has no region " : " does not end its region ") + name);
    }
    return result;
  }

  /** Without region lines, blank lines at both ends, and common indentation. */
  static List<String> trimmed(List<String> lines) {
    var kept = new ArrayList<String>();
    for (var line : lines) {
      if (!START.matcher(line).matches() && !END.matcher(line).matches()) {
        kept.add(line);
      }
    }
    while (!kept.isEmpty() && kept.getFirst().isBlank()) {
      kept.removeFirst();
    }
    while (!kept.isEmpty() && kept.getLast().isBlank()) {
      kept.removeLast();
    }
    return String.join("\n", kept).stripIndent().lines().toList();
  }
}
