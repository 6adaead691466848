package io.leanagentic.checker.internal.compile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** The list, beside class files, of those that were compiled with the checker. */
public final class CheckedStamps {
  /*
   * A class file does not show whether it was compiled with the checker, and its declarations are trusted only if it
   * was. So the option `stamp` writes a list of class names beside the class files, and a jar of them contains it. The
   * list is written only if there was no error. Names are added and never removed: a class that is later compiled
   * without the checker keeps its stamp until the folder is cleaned.
   */

  /** Where a jar or folder of classes lists the top-level classes that were checked. */
  private static final String RESOURCE = "META-INF/lean-agentic/checked";

  private final Elements elements;
  private final Map<String, Set<String>> byRoot = new HashMap<>();

  public CheckedStamps(Elements elements) {
    this.elements = elements;
  }

  /** Tells whether the class file of {@code type} carries the stamp. */
  public boolean has(TypeElement type) {
    JavaFileObject file = elements.getFileObjectOf(type);
    if (file == null) {
      return false;
    }
    String path = type.getQualifiedName().toString().replace('.', '/') + ".class";
    String uri = file.toUri().toString();
    if (!uri.endsWith(path)) {
      return false;
    }
    String root = uri.substring(0, uri.length() - path.length());
    return byRoot
        .computeIfAbsent(root, CheckedStamps::read)
        .contains(type.getQualifiedName().toString());
  }

  /** The names in the list at {@code root}, a folder or a jar; none if there is no list. */
  private static Set<String> read(String root) {
    Set<String> names = new HashSet<>();
    try {
      URLConnection connection = URI.create(root + RESOURCE).toURL().openConnection();
      connection.setUseCaches(false);
      try (var reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        reader.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(names::add);
      }
    } catch (IOException | IllegalArgumentException absent) {
      // No stamp, or a kind of file system without addresses: the classes count as unchecked.
      return Set.of();
    }
    return names;
  }

  /** Adds {@code classes}, in which nothing was wrong, to the list in {@code folder}. */
  public static void add(Path folder, Collection<String> classes) {
    Path file = folder.resolve(RESOURCE);
    try {
      var all = new TreeSet<>(classes);
      if (Files.exists(file)) {
        all.addAll(Files.readAllLines(file));
      }
      Files.createDirectories(file.getParent());
      Files.write(file, all);
    } catch (IOException failure) {
      throw new UncheckedIOException("the stamp " + file + " cannot be written", failure);
    }
  }
}
