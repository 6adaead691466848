package io.leanagentic.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The repository a check looks at: where it is, and which of its files are documents and sources.
 */
public record Repository(Path root) {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules");

  /** The repository that holds the working folder. */
  public static Repository here() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return new Repository(folder);
      }
    }
    throw new IllegalStateException(
        "no folder above "
            + Path.of("").toAbsolutePath()
            + " holds .mvn: run inside the repository");
  }

  /** All Markdown files. */
  List<Path> documents() {
    return files(".md");
  }

  /** All Java files below a {@code src} folder, tests among them. */
  List<Path> sources() {
    return files(".java").stream().filter(file -> named(file).contains("src/")).toList();
  }

  /** All Java files below {@code folder}, which is written as {@link #named} would. */
  List<Path> sources(String folder) {
    return sources().stream().filter(file -> named(file).startsWith(folder)).toList();
  }

  /** The path of {@code file} as a reader would write it. */
  String named(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files(String ending) {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              var name = folder.getFileName().toString();
              boolean skip =
                  !folder.equals(root) && (name.startsWith(".") || SKIPPED.contains(name));
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(ending)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(found);
    return found;
  }
}
