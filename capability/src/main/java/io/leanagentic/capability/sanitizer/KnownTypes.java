package io.leanagentic.capability.sanitizer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Classes whose kind is known by name: the JDK's, from {@code known.txt}, and those of the users'
 * own tables, which the system property {@code cap.tables} names.
 *
 * <p>The file is a copy of the checker's tables; {@code SanitizerTablesTest} compares them.
 */
final class KnownTypes {
  private static final String FILE = "known.txt";
  private static final String SETTING = System.getProperty("cap.tables", "");

  /** Why a table of the user's cannot be read, or nothing. */
  private static String problem = "";

  private static final Map<String, Kind> BY_NAME = read();

  private KnownTypes() {}

  /** Fails if the user's tables cannot be read. */
  static void requireSettings() {
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** The kind of a class, or null. */
  static Kind kindOf(Class<?> type) {
    Kind own = named(type);
    if (own != null) {
      return own;
    }
    if (Kind.isJdk(type)) {
      String name = type.getName();
      if (name.startsWith("java.util.ImmutableCollections$")
          || name.startsWith("java.util.Collections$")
          || type == Object.class) {
        return Kind.SHELL;
      }
      return inherited(type, true);
    }
    return inherited(type, false);
  }

  /**
   * A class of the JDK is what its public supertype is; one of ours only if that is of this project
   * or is in a user's table: a class that extends Thread adds fields.
   */
  private static Kind inherited(Class<?> type, boolean jdk) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Kind kind = named(at);
      if (kind != null && (jdk || !isJdkName(at.getName()))) {
        return kind;
      }
      for (Class<?> each : at.getInterfaces()) {
        Kind of = inherited(each, jdk);
        if (of != null) {
          return of;
        }
      }
    }
    return null;
  }

  /** A container that is immutable or protects itself: its arrays and nodes are its own affair. */
  static boolean hidesItsParts(Class<?> type) {
    return Kind.isJdk(type)
        && !type.getName().startsWith("java.util.Collections$")
        && kindOf(type) == Kind.SHELL;
  }

  private static Kind named(Class<?> type) {
    String name = type.getCanonicalName(); // null for anonymous and hidden classes
    return name == null ? null : BY_NAME.get(name);
  }

  private static boolean isJdkName(String name) {
    return name.startsWith("java.");
  }

  private static Map<String, Kind> read() {
    Map<String, Kind> kinds = new HashMap<>();
    try (var stream = KnownTypes.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing next to " + KnownTypes.class.getName());
      }
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      add(kinds, reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
    var files = new StringTokenizer(SETTING, File.pathSeparator);
    while (files.hasMoreTokens()) {
      String file = files.nextToken();
      try {
        add(kinds, Files.readAllLines(Path.of(file)));
      } catch (IOException | InvalidPathException e) {
        problem =
            "system property cap.tables is '"
                + SETTING
                + "', and '"
                + file
                + "' cannot be read: "
                + e
                + "; allowed: text files, separated by '"
                + File.pathSeparator
                + "'";
      }
    }
    return Map.copyOf(kinds);
  }

  /** Lines about methods are the checker's. */
  private static void add(Map<String, Kind> kinds, List<String> lines) {
    for (String line : lines) {
      var words = new StringTokenizer(line);
      if (words.countTokens() < 2) {
        continue;
      }
      String word = words.nextToken();
      String name = words.nextToken();
      switch (word) {
        case "val-type" -> kinds.put(name, Kind.VAL);
        case "val-container", "shared-container" -> kinds.put(name, Kind.SHELL);
        case "shared-type" -> kinds.put(name, Kind.SHARED);
        default -> {}
      }
    }
  }
}
