package io.leanagentic.checker.internal.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Reads which classes of a jar or folder were compiled with the checker. */
public final class Stamps {
  /** Where a jar or folder of classes lists the top-level classes that were checked. */
  public static final String RESOURCE = "META-INF/lean-agentic/checked";

  private final Elements elements;
  private final Map<String, Set<String>> byRoot = new HashMap<>();

  public Stamps(Elements elements) {
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
    return byRoot.computeIfAbsent(root, Stamps::read).contains(type.getQualifiedName().toString());
  }

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
}
