package io.leanagentic.checker;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.compile.CheckedStamps;
import io.leanagentic.checker.internal.compile.GeneratedSources;
import io.leanagentic.checker.internal.compile.Options;
import io.leanagentic.checker.internal.declaration.ClassCheck;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Diagnostics;
import io.leanagentic.checker.internal.report.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Checks all classes before the compiler begins to write any. */
final class CheckerTaskListener implements TaskListener {
  /*
   * Ordering
   *   Left to itself, javac attributes, translates and writes one class after the other, and translating takes a tree
   *   apart. So when it has analysed its first class, the listener has all classes attributed and judges them all. What
   *   one class sees of another then depends neither on the order of files nor on how far javac has come.
   *                                                                        OrderTest.theOrderOfClassesChangesNothing
   */

  private final JavacTask task;
  private final Options options;
  private final GeneratedSources generated;
  private @Nullable CheckerContext context;
  private final ClassCheck rules = new ClassCheck();
  private int classes;
  private boolean complained;
  private boolean summarised;
  private final List<String> checked = new ArrayList<>();
  private final Set<CompilationUnitTree> entered = new LinkedHashSet<>();
  private final Set<TypeElement> judged = new HashSet<>();
  private @Nullable CompilationUnitTree lastUnit;
  private @Nullable Tree lastTree;

  CheckerTaskListener(JavacTask task, Options options) {
    this.task = task;
    this.options = options;
    this.generated = new GeneratedSources(options.generated());
  }

  @Override
  public void started(TaskEvent event) {
    generated.started(event);
  }

  @Override
  public void finished(TaskEvent event) {
    generated.finished(event);
    switch (event.getKind()) {
      case ENTER -> entered.add(event.getCompilationUnit());
      case ANALYZE -> analysed(event);
      case COMPILATION -> summary();
      default -> {}
    }
  }

  private void analysed(TaskEvent event) {
    if (event.getCompilationUnit() == null || event.getTypeElement() == null) {
      return;
    }
    CheckerContext now = context;
    if (now == null) {
      now = new CheckerContext(task, options, generated, rules);
      context = now;
    }
    CheckerContext shared = now;
    if (!judged.contains(event.getTypeElement())) {
      entered.add(event.getCompilationUnit());
      attributed(shared).forEach((tree, unit) -> judge(shared, unit, tree));
    }
  }

  /** All classes not judged so far, attributed, with those that turn up meanwhile. */
  private Map<ClassTree, CompilationUnitTree> attributed(CheckerContext context) {
    Map<ClassTree, CompilationUnitTree> classes = new LinkedHashMap<>();
    while (!entered.isEmpty()) {
      List<CompilationUnitTree> units = List.copyOf(entered);
      entered.clear();
      for (CompilationUnitTree unit : units) {
        for (Tree each : unit.getTypeDecls()) {
          if (each instanceof ClassTree tree) {
            context.attribute(unit, tree);
            classes.put(tree, unit);
          }
        }
      }
    }
    return classes;
  }

  private void judge(CheckerContext context, CompilationUnitTree unit, ClassTree tree) {
    if (!(context.trees.getElement(new TreePath(new TreePath(unit), tree))
            instanceof TypeElement type)
        || !judged.add(type)) {
      return;
    }
    lastUnit = unit;
    lastTree = tree;
    complainOnce(context, unit, tree);
    if (generated.has(unit.getSourceFile())) {
      return;
    }
    try {
      rules.check(context, tree, type);
      classes++;
      checked.add(type.getQualifiedName().toString());
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      crashed(context, unit, tree, type, failure);
    }
  }

  /** Reports options and tables that cannot be used, at the first class. */
  private void complainOnce(CheckerContext context, CompilationUnitTree unit, Tree at) {
    if (complained) {
      return;
    }
    complained = true;
    List<String> problems = new ArrayList<>(options.problems());
    problems.addAll(context.library.problems());
    if (!problems.isEmpty()) {
      context.diagnostics.error(
          DiagnosticCode.CAP002, unit, at, String.join("\n  ", problems) + ".");
    }
  }

  /** A failure of the checker fails the compilation: silence would mean "no errors". */
  private void crashed(
      CheckerContext context,
      CompilationUnitTree unit,
      Tree at,
      TypeElement type,
      Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    StringBuilder text = new StringBuilder();
    text.append("the checker failed on class ").append(type.getQualifiedName());
    text.append(" and cannot say whether it is right: ").append(failure);
    for (int i = 0; i < Math.min(8, stack.length); i++) {
      text.append("\n    at ").append(stack[i]);
    }
    text.append("\n  Please report this with the source of the class (")
        .append(unit.getSourceFile().getName())
        .append("). Until it is fixed, @CapUnchecked on the class leaves it out.");
    context.diagnostics.error(DiagnosticCode.CAP900, unit, at, text.toString());
  }

  /** Prints the number of trusted assumptions if this compilation made any. */
  private void summary() {
    if (context == null || summarised) {
      return;
    }
    summarised = true;
    if (options.stamp() != null && context.diagnostics.errors() == 0) {
      CheckedStamps.add(options.stamp(), checked);
    }
    List<Diagnostics.Trusted> trusted = context.diagnostics.trusted();
    List<String> places = new ArrayList<>();
    trusted.forEach(each -> places.add(each.place()));
    places.addAll(context.library.trusted());
    if (generated.count() > 0) {
      places.add(
          plural(generated.count(), "generated file", "generated files")
              + " below "
              + options.generated()
              + " left out");
    }
    int count = options.enforces(Rule.TRUST_COUNT) ? places.size() : 0;
    if (count == 0 && !options.summary()) {
      return;
    }
    String text =
        "cap: "
            + plural(classes, "class", "classes")
            + ", "
            + plural(context.diagnostics.errors(), "error", "errors")
            + ", "
            + plural(count, "trusted assumption", "trusted assumptions")
            + (count == 0 ? "" : " (" + String.join(", ", places) + ")");
    Trees trees = context.trees;
    if (!trusted.isEmpty() && trusted.getFirst().tree() != null) {
      Diagnostics.Trusted first = trusted.getFirst();
      trees.printMessage(
          options.strictTrust() ? Diagnostic.Kind.ERROR : Diagnostic.Kind.NOTE,
          text,
          first.tree(),
          first.unit());
    } else if (lastTree != null) {
      trees.printMessage(
          options.strictTrust() && count > 0 ? Diagnostic.Kind.ERROR : Diagnostic.Kind.NOTE,
          text,
          lastTree,
          lastUnit);
    }
  }

  private static String plural(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
