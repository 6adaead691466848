package io.leanagentic.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What documents must be like, besides their code: each method returns what is wrong. */
record Documents(Repository repository) {
  private static final Pattern LINK =
      Pattern.compile("\\[[^]]*]\\(<?([^)<>\\s]+)>?(?:\\s+\"[^\"]*\")?\\)|^\\[[^]]+]:\\s+(\\S+)");
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern GENERATED = Pattern.compile("<!-- .*: written by .*");
  private static final String MARK = "^\\s*([-*>]|\\d+\\.)?\\s*";
  private static final int WIDTH = 120;
  private static final Pattern PART = Pattern.compile("<!-- snippet: \\w*/?(guide/\\w+\\.java).*");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*)[\\w.]*#(\\w+)`");

  /** Links within the repository, and to headings, lead somewhere. */
  List<String> brokenLinks(Path document) {
    var problems = new ArrayList<String>();
    boolean code = false;
    int number = 0;
    for (var line : Repository.lines(document)) {
      number++;
      if (FENCE.matcher(line).matches()) {
        code = !code;
      }
      var link = LINK.matcher(code ? "" : line.replaceAll("`[^`]*`", ""));
      while (link.find()) {
        var target = link.group(1) == null ? link.group(2) : link.group(1);
        if (!SCHEME.matcher(target).matches() && !leadsSomewhere(document, target)) {
          problems.add(repository.named(document) + ":" + number + ": broken link " + target);
        }
      }
    }
    return problems;
  }

  private static boolean leadsSomewhere(Path document, String target) {
    int hash = target.indexOf('#');
    var path = hash < 0 ? target : target.substring(0, hash);
    var file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    if (hash < 0 || !file.toString().endsWith(".md")) {
      return Files.exists(file);
    }
    return Files.exists(file) && anchors(file).contains(target.substring(hash + 1));
  }

  /** The names by which the headings of {@code document} can be linked to. */
  private static Set<String> anchors(Path document) {
    var anchors = new HashSet<String>();
    boolean code = false;
    for (var line : Repository.lines(document)) {
      if (FENCE.matcher(line).matches()) {
        code = !code;
      } else if (!code && line.startsWith("#")) {
        var words = line.replaceFirst("^#+ *", "").strip().toLowerCase(Locale.ROOT);
        anchors.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** Lines of prose that are too long; tables, code, comments and generated sections may be. */
  List<String> longProse(Path document) {
    var problems = new ArrayList<String>();
    boolean code = false;
    boolean generated = false;
    int number = 0;
    for (var line : Repository.lines(document)) {
      number++;
      code ^= FENCE.matcher(line).matches();
      generated = GENERATED.matcher(line).matches() || (generated && !line.startsWith("<!-- end"));
      boolean prose = !code && !generated && !line.startsWith("|") && !line.startsWith("<!--");
      // One word, such as a link, cannot be broken.
      if (prose && line.length() > WIDTH && line.replaceFirst(MARK, "").contains(" ")) {
        problems.add(
            repository.named(document)
                + ":"
                + number
                + ": this line has "
                + line.length()
                + " characters; at most "
                + WIDTH
                + " are allowed");
      }
    }
    return problems;
  }

  /** A page of the guide that shows a program in parts has a link to the whole. */
  List<String> unlinkedPrograms(Path page) {
    var lines = Repository.lines(page);
    var problems = new ArrayList<String>();
    for (int at = 0; at < lines.size(); at++) {
      var part = PART.matcher(lines.get(at));
      if (part.matches()
          && !(at + 2 < lines.size() && lines.get(at + 2).startsWith("import "))
          && lines.stream().noneMatch(line -> line.contains(part.group(1) + ")"))) {
        problems.add(
            repository.named(page) + ":" + (at + 1) + ": needs a link to " + part.group(1));
      }
    }
    return problems;
  }

  /** The first page is short, and shows code early. */
  List<String> longReadme(Path readme) {
    var lines = Repository.lines(readme);
    var problems = new ArrayList<String>();
    if (lines.size() > 130) {
      problems.add("README.md has " + lines.size() + " lines; at most 130 are allowed");
    }
    int code = 0;
    while (code < lines.size() && !lines.get(code).startsWith("```java")) {
      code++;
    }
    if (code >= 25) {
      problems.add("README.md shows no Java in its first 25 lines");
    }
    return problems;
  }

  /** Each row of a table with a column Test names a test method that exists. */
  List<String> untestedGuarantees(Path page) {
    var problems = new ArrayList<String>();
    boolean table = false;
    int rows = 0;
    int number = 0;
    for (var line : Repository.lines(page)) {
      number++;
      if (!line.startsWith("|")) {
        table = false;
      } else if (line.matches("\\|.*\\|\\s*Tests?\\s*\\|\\s*")) {
        table = true;
      } else if (table && !line.matches("[|:\\s-]+")) {
        rows++;
        var where = repository.named(page) + ":" + number + ": ";
        var test = TEST.matcher(line);
        if (!test.find()) {
          problems.add(where + "this guarantee names no test; write `Class#method`");
        } else {
          do {
            if (!exists(test.group(1), test.group(2))) {
              problems.add(where + "there is no test " + test.group());
            }
          } while (test.find());
        }
      }
    }
    if (rows == 0) {
      problems.add(repository.named(page) + " holds no table whose last column is Test");
    }
    return problems;
  }

  private boolean exists(String type, String method) {
    var declaration = Pattern.compile("\\b" + method + "\\s*\\(");
    return repository.sources().stream()
        .filter(file -> file.endsWith(type + ".java"))
        .flatMap(file -> Repository.lines(file).stream())
        .anyMatch(line -> declaration.matcher(line).find());
  }
}
