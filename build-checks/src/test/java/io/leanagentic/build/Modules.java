package io.leanagentic.build;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The modules of the repository, as they were compiled before this one. */
public record Modules(Repository repository) {

  /** A module: its name, and the public types of the packages that it exports to everyone. */
  public record Exported(String name, List<Class<?>> types) {}

  /** All modules that export something. */
  public List<Exported> all() {
    var outputs = outputs();
    var loader = new URLClassLoader(urls(outputs), ClassLoader.getPlatformClassLoader());
    // Reflection drops annotations whose type it cannot load; the listing would then lose
    // @Nullable.
    load("org.jspecify.annotations.Nullable", loader);
    return outputs.stream()
        .map(output -> exported(output, loader))
        .filter(module -> !module.types().isEmpty())
        .toList();
  }

  /** Folders of class files that hold a module descriptor. */
  private List<Path> outputs() {
    try (var folders = Files.list(repository.root())) {
      return folders
          .map(folder -> folder.resolve("target/classes"))
          .filter(output -> Files.exists(output.resolve("module-info.class")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Exported exported(Path output, ClassLoader loader) {
    try (var file = Files.newInputStream(output.resolve("module-info.class"))) {
      var module = ModuleDescriptor.read(file);
      var types =
          module.exports().stream()
              .filter(exports -> !exports.isQualified())
              .sorted()
              .flatMap(exports -> types(output, exports.source(), loader))
              .toList();
      return new Exported(module.name(), types);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Class<?>> types(Path output, String name, ClassLoader loader) {
    var types = new ArrayList<Class<?>>();
    try (var files = Files.list(output.resolve(name.replace('.', '/')))) {
      for (var file : files.sorted().toList()) {
        var simple = file.getFileName().toString();
        if (simple.endsWith(".class") && !simple.contains("$") && !simple.contains("-")) {
          types.add(load(name + "." + simple.replace(".class", ""), loader));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types.stream().filter(type -> Modifier.isPublic(type.getModifiers()));
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("cannot load " + name + "; stale? ./mvnw clean verify", e);
    }
  }

  /** The modules, then whatever these tests run with: the libraries that the API names. */
  private static URL[] urls(List<Path> outputs) {
    var libraries =
        Stream.of("jdk.module.path", "java.class.path")
            .flatMap(key -> Stream.of(System.getProperty(key, "").split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of);
    return Stream.concat(outputs.stream(), libraries).map(Modules::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
