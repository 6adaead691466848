package io.leanagentic.build;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the capability checker asks of sources, and what it is not asked to judge.
 *
 * @param lines all lines
 * @param exempt of them, those in a declaration or a package marked {@code @CapUnchecked}
 * @param words annotations that say who may touch an object
 * @param escapes assumptions the checker is told to trust, each exemption among them
 */
record Burden(long lines, long exempt, long words, long escapes) {
  static final Burden NONE = new Burden(0, 0, 0, 0);

  private static final Pattern WORD =
      Pattern.compile("@(?:Iso|Val|Box|Tag|ReadOnly|Sending|Shared|TrustedVal|CapUnchecked)\\b");
  private static final Pattern ESCAPE =
      Pattern.compile("@(?:Shared|TrustedVal|CapUnchecked)\\b|Cap\\.assumeIso\\(|\\(\"cap\"\\)");

  /** The sum over the Java files of {@code sources}, where a package may be exempt as a whole. */
  static Burden of(List<Path> sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var objects = files.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, files, null, null, null, objects);
      var units = new ArrayList<CompilationUnitTree>();
      task.parse().forEach(units::add);
      var unchecked =
          units.stream()
              .filter(unit -> isExempt(unit.getPackageAnnotations()))
              .map(unit -> name(unit))
              .collect(Collectors.toSet());
      var sum = NONE;
      for (var unit : units) {
        sum = sum.plus(of(unit, unchecked, Trees.instance(task)));
      }
      return sum;
    }
  }

  Burden plus(Burden other) {
    return new Burden(
        lines + other.lines, exempt + other.exempt, words + other.words, escapes + other.escapes);
  }

  /** The share of lines that are exempt, in percent, rounded up. */
  long exemptPercent() {
    return Math.ceilDiv(exempt * 100, lines);
  }

  private static Burden of(CompilationUnitTree unit, Set<String> unchecked, Trees trees) {
    var lines = Repository.lines(Path.of(unit.getSourceFile().toUri()));
    var code =
        lines.stream()
            .filter(line -> !line.stripLeading().startsWith("*"))
            .collect(Collectors.joining("\n"));
    return new Burden(
        lines.size(),
        unchecked.contains(name(unit)) ? lines.size() : exemptLines(unit, trees),
        WORD.matcher(code).results().count(),
        ESCAPE.matcher(code).results().count());
  }

  private static long exemptLines(CompilationUnitTree unit, Trees trees) {
    var exempt = new BitSet();
    var positions = trees.getSourcePositions();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
        note(tree, tree.getModifiers());
        return super.visitClass(tree, null);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
        note(tree, tree.getModifiers());
        return super.visitMethod(tree, null);
      }

      @Override
      public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
        note(tree, tree.getModifiers());
        return super.visitVariable(tree, null);
      }

      private void note(Tree tree, ModifiersTree modifiers) {
        if (isExempt(modifiers.getAnnotations())) {
          var line = unit.getLineMap();
          exempt.set(
              (int) line.getLineNumber(positions.getStartPosition(unit, tree)),
              (int) line.getLineNumber(positions.getEndPosition(unit, tree)) + 1);
        }
      }
    }.scan(unit, null);
    return exempt.cardinality();
  }

  private static String name(CompilationUnitTree unit) {
    return String.valueOf(unit.getPackageName());
  }

  private static boolean isExempt(List<? extends AnnotationTree> annotations) {
    return annotations.stream()
        .anyMatch(each -> each.getAnnotationType().toString().endsWith("CapUnchecked"));
  }
}
