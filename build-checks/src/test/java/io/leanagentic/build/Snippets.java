package io.leanagentic.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares each fence of Java in a document with the source it was taken from, which the line right
 * before it names: {@code <!-- snippet: Hello.java#greeting -->}.
 */
record Snippets(Repository repository) {
  private static final Pattern MARKER = Pattern.compile("\\s*<!-- snippet: (\\S+) -->\\s*");
  private static final Pattern FENCE = Pattern.compile("(\\s*)(```+)([\\w-]*).*");

  /** What is wrong in a document, and how it should read. */
  record Page(List<String> problems, List<String> refreshed) {}

  Page read(Path document) {
    var lines = Repository.lines(document);
    var problems = new ArrayList<String>();
    var refreshed = new ArrayList<String>();
    for (int at = 0; at < lines.size(); ) {
      var fence = FENCE.matcher(lines.get(at));
      var marker = MARKER.matcher(at == 0 ? "" : lines.get(at - 1));
      boolean marked = marker.matches();
      boolean java = fence.matches() && fence.group(3).equals("java");
      var where = repository.named(document) + ":" + (at + 1) + ": ";
      refreshed.add(lines.get(at));
      if (marked && !java) {
        problems.add(where + "the snippet named in the line before needs a fence of java here");
      }
      if (!fence.matches()) {
        at++;
        continue;
      }
      int end = endOfFence(lines, at, fence.group(2));
      var body = lines.subList(at + 1, end);
      if (java && marked) {
        body = compare(where, marker.group(1), body, fence.group(1), problems);
      } else if (java) {
        problems.add(
            where
                + "needs a line <!-- snippet: File.java#region --> right before, naming its source");
      }
      refreshed.addAll(body);
      if (end < lines.size()) {
        refreshed.add(lines.get(end));
      } else {
        problems.add(where + "this fence does not end");
      }
      at = end + 1;
    }
    return new Page(problems, refreshed);
  }

  /** Returns what the fence should hold. */
  private List<String> compare(
      String where, String reference, List<String> body, String indent, List<String> problems) {
    List<String> wanted;
    try {
      wanted = new Regions(repository).lines(reference);
    } catch (IllegalArgumentException e) {
      problems.add(where + e.getMessage());
      return body;
    }
    if (!wanted.equals(Regions.trimmed(body))) {
      problems.add(
          where + "differs from " + reference + ", which reads\n" + String.join("\n", wanted));
    }
    return wanted.stream().map(line -> line.isEmpty() ? "" : indent + line).toList();
  }

  private static int endOfFence(List<String> lines, int start, String ticks) {
    int end = start + 1;
    while (end < lines.size() && !lines.get(end).strip().equals(ticks)) {
      end++;
    }
    return end;
  }
}
