package io.leanagentic.checker.internal.rule;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.ClassAnalysis;
import io.leanagentic.checker.internal.analysis.Exemptions;
import io.leanagentic.checker.internal.analysis.Scope;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** All rules, applied to one top-level class and the classes nested in it. */
public final class ClassRule {
  private ClassRule() {}

  /** Judges a top-level class after the compiler has attributed it. */
  public static void check(CheckerContext context, ClassTree tree, TypeElement type) {
    if (Exemptions.isUncheckedPackage(context, type)) {
      return;
    }
    if (type.getQualifiedName().contentEquals(context.options.failOn())) {
      throw new IllegalStateException("asked to fail");
    }
    Scope scope = context.scopeOf(type);
    AnnotationRule.declaration(scope, tree);
    declaration(scope, tree, type);
  }

  private static void declaration(Scope scope, ClassTree tree, TypeElement type) {
    if (Exemptions.isUnchecked(scope, type, tree)) {
      return;
    }
    local(scope, tree, type);
    new ClassAnalysis(scope).analyse(tree, Map.of());
    for (Tree member : tree.getMembers()) {
      if (member instanceof ClassTree nested
          && scope.element(nested) instanceof TypeElement nestedType) {
        declaration(scope.in(nestedType, new TreePath(scope.root(), nested)), nested, nestedType);
      }
    }
  }

  /** The rules about declarations, for a class declared inside a body. */
  public static void local(Scope scope, ClassTree tree, TypeElement type) {
    ValClassRule.declaration(scope, tree, type);
    MessageRule.declaration(scope, tree, type);
    LeakRule.declaration(scope, tree, type);
    PromiseRule.declaration(scope, tree, type);
    for (Tree member : tree.getMembers()) {
      if (member instanceof MethodTree method
          && scope.element(method) instanceof ExecutableElement element) {
        OverrideRule.method(scope, method, element);
      }
    }
  }
}
