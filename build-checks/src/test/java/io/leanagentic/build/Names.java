package io.leanagentic.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The names in the code of a page: a reader must learn there what each of them is.
 *
 * @param told declared in the code, or mentioned in the prose
 * @param used in the code
 */
record Names(Set<String> told, Set<String> used) {
  private static final Pattern CODE =
      Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern FENCE =
      Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("`@?(\\w+)`");

  /** What a part of a program may be a part of. */
  private static final List<String> AROUND =
      List.of(
          "%s",
          "class Page { %s }",
          "class Page { void page() { %s } }",
          "class Page { void page() { switch (page) { %s } } }");

  private static final List<String> PACKAGES =
      List.of(
          "lang",
          "util",
          "util.concurrent",
          "util.concurrent.atomic",
          "util.function",
          "util.stream",
          "time",
          "nio.file");

  static Names of(Path page) {
    String text;
    try {
      text = Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var names = new Names(new HashSet<>(), new HashSet<>());
    CODE.matcher(text).results().forEach(part -> names.scan(part.group(1)));
    WORD.matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .forEach(word -> names.told.add(word.group(1)));
    return names;
  }

  /**
   * The names explained neither here nor on the page to be read first, without those of {@code
   * types}.
   */
  Set<String> unknown(Names first, Predicate<String> types) {
    var unknown = new TreeSet<>(used);
    unknown.removeAll(told);
    unknown.removeAll(first.told);
    unknown.removeAll(Set.of("this", "super"));
    unknown.removeIf(types);
    return unknown;
  }

  /** Whether a name is that of a type of the JDK, or of ours. */
  static Predicate<String> types(Repository repository) {
    var ours = new HashSet<String>();
    for (Path source : repository.sources()) {
      if (repository
          .named(source)
          .matches("(runtime|orchestration|capability|testkit)/src/main/.*")) {
        ours.add(source.getFileName().toString().replace(".java", ""));
      }
    }
    return name -> ours.contains(name) || PACKAGES.stream().anyMatch(in -> isIn(in, name));
  }

  private static boolean isIn(String folder, String name) {
    try {
      Class.forName("java." + folder + "." + name);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private void scan(String part) {
    parsed(part)
        .accept(
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitClass(ClassTree tree, Void none) {
                told.add(tree.getSimpleName().toString());
                return super.visitClass(tree, null);
              }

              @Override
              public Void visitMethod(MethodTree tree, Void none) {
                told.add(tree.getName().toString());
                return super.visitMethod(tree, null);
              }

              @Override
              public Void visitVariable(VariableTree tree, Void none) {
                told.add(tree.getName().toString());
                return super.visitVariable(tree, null);
              }

              @Override
              public Void visitTypeParameter(TypeParameterTree tree, Void none) {
                told.add(tree.getName().toString());
                return super.visitTypeParameter(tree, null);
              }

              @Override
              public Void visitImport(ImportTree tree, Void none) {
                return null;
              }

              @Override
              public Void visitIdentifier(IdentifierTree tree, Void none) {
                used.add(tree.getName().toString());
                return null;
              }
            },
            null);
  }

  private static CompilationUnitTree parsed(String part) {
    for (String around : AROUND) {
      var problems = new DiagnosticCollector<JavaFileObject>();
      var source =
          new SimpleJavaFileObject(URI.create("string:///Page.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
              return around.replace("%s", part + "\n");
            }
          };
      var task =
          (JavacTask)
              ToolProvider.getSystemJavaCompiler()
                  .getTask(null, null, problems, null, null, List.of(source));
      try {
        var unit = task.parse().iterator().next();
        if (problems.getDiagnostics().isEmpty()) {
          return unit;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalArgumentException("cannot be read as Java:\n" + part);
  }
}
