package io.leanagentic.checker.internal.flow;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.leanagentic.checker.internal.Session;
import java.util.IdentityHashMap;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What is inferred of methods that cannot be overridden and stand in the file under analysis. */
public final class Summaries {
  /** The pseudo-parameter that stands for the receiver. */
  static final int RECEIVER = -2;

  /** The pseudo-parameter that stands for the result. */
  static final int RESULT = -3;

  /** Which inputs a method connects with each other, with the receiver or with its result. */
  interface Summary {
    boolean connects(int parameter);
  }

  private final Session session;
  private final CompilationUnitTree unit;
  private final TypeElement top;
  private final IdentityHashMap<ExecutableElement, Boolean> readOnly = new IdentityHashMap<>();

  public Summaries(Session session, CompilationUnitTree unit, TypeElement top) {
    this.session = session;
    this.unit = unit;
    this.top = top;
  }

  /** What a call of {@code method} connects, or null if that is not known. */
  Summary of(ExecutableElement method) {
    return null;
  }

  /** Tells whether the method, which declares nothing, writes nothing of its receiver. */
  public boolean isReadOnly(ExecutableElement method) {
    Boolean known = readOnly.get(method);
    if (known == null) {
      readOnly.put(method, true); // While it is being found out, recursion assumes the best.
      known = inferReadOnly(method);
      readOnly.put(method, known);
    }
    return known;
  }

  private boolean inferReadOnly(ExecutableElement method) {
    if (!isClosed(method) || !Session.outermost(method).equals(top)) {
      return false;
    }
    Tree tree = session.trees.getTree(method);
    if (!(tree instanceof MethodTree declaration) || declaration.getBody() == null) {
      return false;
    }
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    Scope scope = scopeOf(owner);
    return session.reporter.isSilent(() -> {
      Body body =
          new Body(
              scope,
              method.getReturnType().getKind() == javax.lang.model.type.TypeKind.VOID
                  ? null
                  : session.words.of(method),
              method.getReturnType(),
              true,
              false,
              false);
      ClassBodies bodies = new ClassBodies(scope);
      method.getParameters().forEach(p -> body.state.put(p, bodies.parameter(body, p)));
      body.statements.run(declaration.getBody());
    });
  }

  Scope scopeOf(TypeElement owner) {
    TreePath root = new TreePath(new TreePath(unit), session.trees.getTree(owner));
    return new Scope(session, unit, root, owner, false, this);
  }

  static boolean isClosed(ExecutableElement method) {
    if (method.getKind() != ElementKind.METHOD) {
      return false;
    }
    var modifiers = method.getModifiers();
    return modifiers.contains(Modifier.PRIVATE)
        || modifiers.contains(Modifier.FINAL)
        || modifiers.contains(Modifier.STATIC)
        || method.getEnclosingElement().getModifiers().contains(Modifier.FINAL)
        || method.getEnclosingElement().getKind() == ElementKind.RECORD;
  }
}
