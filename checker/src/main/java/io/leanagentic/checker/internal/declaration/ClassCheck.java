package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.ClassAnalysis;
import io.leanagentic.checker.internal.analysis.DeclarationChecks;
import io.leanagentic.checker.internal.analysis.Exemptions;
import io.leanagentic.checker.internal.analysis.Scope;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** All rules, applied to one top-level class and the classes nested in it. */
public final class ClassCheck implements DeclarationChecks {
  /*
   * The order does not matter to the verdict, only to which error comes first: declarations come before bodies, since a
   * body that uses a wrong declaration is judged by what the declaration says. Classes inside a method are not visited
   * here. Their bodies see the names around them, so the analysis of that method calls back for them
   * (DeclarationChecks.localClass).
   */

  /** Creates the rules, which keep nothing. */
  public ClassCheck() {}

  /** Judges a top-level class after the compiler has attributed it. */
  public void check(CheckerContext context, ClassTree tree, TypeElement type) {
    if (Exemptions.isUncheckedPackage(context, type)) {
      return;
    }
    if (type.getQualifiedName().contentEquals(context.options.failOn())) {
      throw new IllegalStateException("asked to fail");
    }
    Scope scope = context.scopeOf(type);
    AnnotationCheck.declaration(scope, tree);
    declaration(scope, tree, type);
  }

  /** Judges a class, then those nested in it, unless it is exempt. */
  private void declaration(Scope scope, ClassTree tree, TypeElement type) {
    if (Exemptions.isUnchecked(scope, type, tree)) {
      return;
    }
    localClass(scope, tree, type);
    new ClassAnalysis(scope).analyse(tree, Map.of());
    for (Tree member : tree.getMembers()) {
      if (member instanceof ClassTree nested
          && scope.element(nested) instanceof TypeElement nestedType) {
        declaration(scope.in(nestedType, new TreePath(scope.root(), nested)), nested, nestedType);
      }
    }
  }

  @Override
  public void localClass(Scope scope, ClassTree tree, TypeElement type) {
    ImmutableClassCheck.declaration(scope, tree, type);
    MessageCheck.declaration(scope, tree, type);
    ConstructorEscapeCheck.declaration(scope, tree, type);
    PromiseCheck.declaration(scope, tree, type);
    for (Tree member : tree.getMembers()) {
      if (member instanceof MethodTree method
          && scope.element(method) instanceof ExecutableElement element) {
        OverrideCheck.method(scope, method, element);
      }
    }
  }

  @Override
  public void instantiation(Scope scope, NewClassTree tree, TypeElement type) {
    MessageCheck.instantiation(scope, tree, type);
  }
}
