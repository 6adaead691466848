package io.leanagentic.checker.internal.rule;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.Session;
import io.leanagentic.checker.internal.flow.Scope;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.CapabilityReader;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;

/** Which code is checked, and which opted in to the rules about statics and threads. */
public final class ScopeRule {
  private static final String PROJECT = "io.leanagentic";

  private ScopeRule() {}

  /**
   * Tells whether statics and threads of this file are judged: in strict mode, or when it uses
   * agents.
   */
  public static boolean optedIn(Session session, CompilationUnitTree unit) {
    if (session.options.strict()) {
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
  public static boolean isUnchecked(Scope scope, Element element, Tree tree) {
    if (element == null || !scope.session().options.enforces(Rule.OPT_IN)) {
      return false;
    }
    if (CapabilityReader.has(element, "CapUnchecked")) {
      scope.session().diagnostics.trust(scope.unit(), tree);
      return true;
    }
    if (suppressesAll(element)) {
      scope.session().diagnostics.trust(scope.unit(), tree);
      return true;
    }
    return false;
  }

  /**
   * {@code @SuppressWarnings("cap")} reads well to those who know javac, and is the same escape.
   */
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
  public static boolean isUncheckedPackage(Session session, Element element) {
    if (!session.options.enforces(Rule.OPT_IN)) {
      return false;
    }
    PackageElement home = session.elements.getPackageOf(element);
    if (home != null && CapabilityReader.has(home, "CapUnchecked")) {
      session.diagnostics.trust(home.toString());
      return true;
    }
    var module = session.elements.getModuleOf(element);
    if (module == null || !CapabilityReader.has(module, "CapUnchecked")) {
      return false;
    }
    session.diagnostics.trust(module.toString());
    return true;
  }
}
