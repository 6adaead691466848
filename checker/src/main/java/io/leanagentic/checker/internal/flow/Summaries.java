package io.leanagentic.checker.internal.flow;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.Session;
import io.leanagentic.checker.internal.model.Words;
import io.leanagentic.checker.internal.region.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;

/** What is inferred of methods that cannot be overridden and stand in the file under analysis. */
public final class Summaries {
  private final Session session;
  private final CompilationUnitTree unit;
  private final TypeElement top;
  private final boolean optedIn;
  private final IdentityHashMap<ExecutableElement, Summary> summaries = new IdentityHashMap<>();
  private final IdentityHashMap<ExecutableElement, Boolean> readOnly = new IdentityHashMap<>();
  private Set<Element> extended;

  public Summaries(Session session, CompilationUnitTree unit, TypeElement top, boolean optedIn) {
    this.optedIn = optedIn;
    this.session = session;
    this.unit = unit;
    this.top = top;
  }

  /** What a call of {@code method} connects, or null if that is not known. */
  Summary of(ExecutableElement method) {
    if (summaries.containsKey(method)) {
      return summaries.get(method);
    }
    summaries.put(method, null); // While it is being found out, recursion assumes the worst.
    Summary summary = infer(method);
    if (session.statics.isAssuming()) {
      summaries.remove(method);
    } else {
      summaries.put(method, summary);
    }
    return summary;
  }

  private Summary infer(ExecutableElement method) {
    MethodTree declaration = bodyOf(method);
    if (declaration == null || Words.has(method, "CapUnchecked")) {
      return null;
    }
    var summary = new Summary();
    Scope scope = scopeOf((TypeElement) method.getEnclosingElement());
    session.reporter.isSilent(() -> {
      ClassBodies bodies = new ClassBodies(scope);
      Body body = bodies.open(method);
      List<Summary.Initial> parameters = new ArrayList<>();
      for (int i = 0; i < method.getParameters().size(); i++) {
        VariableElement parameter = method.getParameters().get(i);
        Value value = bodies.parameter(body, parameter);
        if (value.regional()) {
          value = value.withRegion(body.state.fresh()).withNote(null);
          var initial = new Summary.Initial(i);
          parameters.add(initial);
          body.state.put(initial, value);
        }
        body.state.put(parameter, value);
      }
      body.onExit = (state, result) -> summary.exit(state, result, parameters);
      body.statements.run(declaration.getBody());
      if (body.state.alive()) {
        body.onExit.leave(body.state, null);
      }
    });
    return summary;
  }

  private MethodTree bodyOf(ExecutableElement method) {
    if (!(isClosed(method) || isClosedHere(method))
        || !Session.outermost(method).equals(top)
        || !(method.getEnclosingElement() instanceof TypeElement owner)
        || isLocal(owner)) {
      return null;
    }
    MethodTree tree = session.trees.getTree(method);
    return tree == null || tree.getBody() == null ? null : tree;
  }

  /** A class inside a body sees names of that body, which are not known here. */
  private static boolean isLocal(TypeElement type) {
    for (TypeElement at = type; ; ) {
      if (at.getNestingKind() == NestingKind.LOCAL
          || at.getNestingKind() == NestingKind.ANONYMOUS) {
        return true;
      }
      if (!(at.getEnclosingElement() instanceof TypeElement above)) {
        return false;
      }
      at = above;
    }
  }

  /** Tells whether the method, which declares nothing, writes nothing of its receiver. */
  public boolean isReadOnly(ExecutableElement method) {
    Boolean known = readOnly.get(method);
    if (known == null) {
      readOnly.put(method, true); // While it is being found out, recursion assumes the best.
      var before = new IdentityHashMap<>(readOnly);
      known = inferReadOnly(method);
      if (!known) {
        readOnly.keySet().retainAll(before.keySet()); // What was found by that assumption is void.
      }
      readOnly.put(method, known);
    }
    return known;
  }

  private boolean inferReadOnly(ExecutableElement method) {
    MethodTree declaration = bodyOf(method);
    if (declaration == null) {
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

  public Scope scopeOf(TypeElement owner) {
    TreePath root = new TreePath(new TreePath(unit), session.trees.getTree(owner));
    return new Scope(session, unit, root, owner, optedIn, this);
  }

  /**
   * A private class without subclasses: what could override its methods would stand in this file.
   */
  private boolean isClosedHere(ExecutableElement method) {
    return method.getKind() == ElementKind.METHOD
        && method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.CLASS
        && owner.getModifiers().contains(Modifier.PRIVATE)
        && !extended().contains(owner);
  }

  private Set<Element> extended() {
    if (extended == null) {
      var found = new HashSet<Element>();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
          if (session.trees.getElement(new TreePath(new TreePath(unit), tree))
                  instanceof TypeElement type
              && type.getSuperclass() instanceof DeclaredType above) {
            found.add(above.asElement());
          }
          return super.visitClass(tree, null);
        }
      }.scan(session.trees.getTree(top), null);
      extended = found;
    }
    return extended;
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
