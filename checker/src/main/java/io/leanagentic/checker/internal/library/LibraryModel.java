package io.leanagentic.checker.internal.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Facts about code without capability words: those of the JDK, and those that users add. */
public final class LibraryModel {
  /*
   * Structure
   *   One fact a line: a word, then a class. A fact about a method goes on with '#' and its name, and perhaps '/' and
   *   its number of parameters; '*' stands for all methods. '#' at the start of a line begins a comment.
   *
   *      val-type        java.lang.String
   *      val-container   java.util.Optional
   *      shared-type     java.util.concurrent.ExecutorService
   *      fresh           java.util.Collection#toArray
   *      keeps-out       java.util.List#indexOf/1
   *
   * Meaning
   *   A fact holds for the method and for all that override it (MethodModels). If the tables say nothing about a method
   *   of the JDK, the general rule holds: it may write its receiver, keep what it is given, and give back part of any
   *   of it. Most facts weaken that rule, so a missing one costs a false error and never a race. Only the absence of
   *   one of the few that make it stricter (sink, held, parallel, iterates) would be a hole.
   *
   *   A user's line that cannot be read is an error, CAP002: a table that is silently ignored would promise what it
   *   does not do.
   */

  private static final String BUILT_IN = "/io/leanagentic/checker/tables/";
  private static final List<String> BUILT_IN_FILES =
      List.of("val-types.txt", "shared-types.txt", "methods.txt", "sinks.txt");

  private final Set<String> valTypes = new HashSet<>();
  private final Set<String> valContainers = new HashSet<>();
  private final Set<String> sharedTypes = new HashSet<>();
  private final Set<String> sharedContainers = new HashSet<>();
  private final Map<String, EnumSet<MethodTrait>> methods = new HashMap<>();
  private final Set<String> describedClasses = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> trusted = new ArrayList<>();

  /** Reads the built-in tables, then those of {@code userFiles}. */
  public LibraryModel(boolean builtIn, List<Path> userFiles) {
    if (builtIn) {
      for (String file : BUILT_IN_FILES) {
        readBuiltIn(file);
      }
    }
    for (Path file : userFiles) {
      readUser(file);
    }
  }

  private void readBuiltIn(String file) {
    try (InputStream in = LibraryModel.class.getResourceAsStream(BUILT_IN + file)) {
      if (in == null) {
        throw new IllegalStateException("the checker's own table " + file + " is missing");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      parse(file, reader.lines().toList(), false);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void readUser(Path file) {
    try {
      parse(file.toString(), Files.readAllLines(file), true);
    } catch (IOException failure) {
      problems.add(file + ": the table cannot be read: " + failure);
    }
  }

  /** Reads all lines; each good one of a user is an assumption that is counted. */
  private void parse(String file, List<String> lines, boolean user) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String problem = parseLine(line);
      if (!problem.isEmpty()) {
        problems.add(file + ":" + (i + 1) + ": " + problem + ", but the line is '" + line + "'");
      } else if (user) {
        trusted.add(Path.of(file).getFileName() + ":" + (i + 1));
      }
    }
  }

  /** Takes one line into the tables; returns what is wrong with it, or the empty string. */
  private String parseLine(String line) {
    String[] parts = line.split("\\s+", -1);
    if (parts.length != 2) {
      return "expected a word and a name, such as 'val-type com.acme.Money'";
    }
    String target = parts[1];
    Set<String> types =
        switch (parts[0]) {
          case "val-type" -> valTypes;
          case "val-container" -> valContainers;
          case "shared-type" -> sharedTypes;
          case "shared-container" -> sharedContainers;
          default -> null;
        };
    if (types != null) {
      if (!target.matches("[\\w.$]+")) {
        return "expected the full name of a class after '" + parts[0] + "'";
      }
      types.add(target);
      return "";
    }
    MethodTrait fact;
    try {
      fact = MethodTrait.valueOf(parts[0].replace('-', '_').toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return "unknown word '"
          + parts[0]
          + "'; allowed are val-type, val-container, shared-type, shared-container, fresh, val,"
          + " derive, reads, keeps-out, copies, calls, writes-first, writes-third, view,"
          + " collects-val, held, sink, sink-receiver, shared, runs-once, hands-on,"
          + " parallel, locked, iterates, whole";
    }
    if (!target.matches("[\\w.$]+#([\\w$]+|\\*|<init>)(/\\d+)?")) {
      return "expected class#method, class#method/parameters or class#* after '" + parts[0] + "'";
    }
    methods.computeIfAbsent(target, key -> EnumSet.noneOf(MethodTrait.class)).add(fact);
    describedClasses.add(target.substring(0, target.indexOf('#')));
    return "";
  }

  /** What the tables say about a method, by the entries of this one class. */
  EnumSet<MethodTrait> methodModels(String owner, String method, int parameters) {
    var found = EnumSet.noneOf(MethodTrait.class);
    if (describedClasses.contains(owner)) {
      add(found, owner + "#" + method);
      add(found, owner + "#" + method + "/" + parameters);
      if (!method.equals("<init>")) {
        add(found, owner + "#*");
      }
    }
    return found;
  }

  private void add(EnumSet<MethodTrait> into, String key) {
    EnumSet<MethodTrait> model = methods.get(key);
    if (model != null) {
      into.addAll(model);
    }
  }

  public boolean isValType(String name) {
    return valTypes.contains(name);
  }

  public boolean isValContainer(String name) {
    return valContainers.contains(name);
  }

  public boolean isSharedType(String name) {
    return sharedTypes.contains(name);
  }

  public boolean isSharedContainer(String name) {
    return sharedContainers.contains(name);
  }

  /** Bad lines, each with its file, number and what is allowed. */
  public List<String> problems() {
    return problems;
  }

  /** The lines of users' tables: assumptions that are counted. */
  public List<String> trusted() {
    return trusted;
  }
}
