package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.CapabilityReader;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import org.jspecify.annotations.Nullable;

/** Which code is checked, and which opted in to the rules about statics and threads. */
public final class Exemptions {
  /*
   * There are two levels. Code that is @CapUnchecked is not looked at: its author answers for it, and it is counted.
   * All other code is checked for what it gives away. The rules about statics and threads, however, are for programs
   * with agents: a file opts in by an import from this project, by being part of it, or by the option `strict`.
   */

  private static final String PROJECT = "io.leanagentic";

  private Exemptions() {}

  /**
   * Tells whether statics and threads of this file are judged: in strict mode, or when it uses
   * agents.
   */
  public static boolean optedIn(CheckerContext context, CompilationUnitTree unit) {
    if (context.options.strict()) {
      return true;
    }
    String home = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    if (home.equals(PROJECT) || home.startsWith(PROJECT + ".")) {
      return true;
    }
    for (ImportTree each : unit.getImports()) {
      if (each.getQualifiedIdentifier() != null
          && each.getQualifiedIdentifier().toString().startsWith(PROJECT + ".")) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether the declaration is exempt by its own word; the exemption is counted. */
  public static boolean isUnchecked(Scope scope, @Nullable Element element, Tree tree) {
    if (element == null || !scope.context().options.enforces(Rule.OPT_IN)) {
      return false;
    }
    if (CapabilityReader.has(element, "CapUnchecked")) {
      scope.context().diagnostics.trust(scope.unit(), tree);
      return true;
    }
    if (suppressesAll(element)) {
      scope.context().diagnostics.trust(scope.unit(), tree);
      return true;
    }
    return false;
  }

  /** {@code @SuppressWarnings("cap")} reads well to users of javac, and is the same escape. */
  private static boolean suppressesAll(Element element) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (CapabilityReader.name(mirror).equals("java.lang.SuppressWarnings")) {
        for (AnnotationValue value : mirror.getElementValues().values()) {
          if (value.toString().contains("\"cap\"")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Tells whether a whole package or module is exempt. */
  public static boolean isUncheckedPackage(CheckerContext context, Element element) {
    if (!context.options.enforces(Rule.OPT_IN)) {
      return false;
    }
    PackageElement home = context.elements.getPackageOf(element);
    if (home != null && CapabilityReader.has(home, "CapUnchecked")) {
      context.diagnostics.trust(home.toString());
      return true;
    }
    var module = context.elements.getModuleOf(element);
    if (module == null || !CapabilityReader.has(module, "CapUnchecked")) {
      return false;
    }
    context.diagnostics.trust(module.toString());
    return true;
  }
}
