package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Synchronized views, which lock each call, but not a walk over their elements. */
final class LockAnalysis {
  /*
   * The gap
   *   Collections.synchronizedList(xs) locks each call, but a walk over its elements takes many calls. In between,
   *   another agent may add an element. So a walk must hold the lock of the view from its first step to its last:
   *
   *       synchronized (view) { for (X x : view) ... }      // right
   *       for (X x : view) ...                              // CAP304
   *
   *   A view is shared, but its static type, List, does not say so. So it may go only where it is known to be a view:
   *   locals, captures, final fields that hold nothing else, methods whose body is known. Its value has the trait
   *   LOCKED, and so has everything that still walks over it (an iterator, a stream, an entry of a map).
   *
   * Which lock
   *   A lock is known by its path: the variables and fields that lead to it. Two expressions lead to one object if
   *   their paths are equal and no name in them can be assigned again: locals assigned once, final fields. A call of
   *   the JDK on a view, such as view.iterator(), has the path of its receiver. A local that was given a view has the
   *   path of what it was given (CheckerContext.sources). Anything else has no path, and never counts as locked.
   *
   * Limits
   *   A view within a view, or a lock that a caller holds, is not recognised: such code is refused although it may be
   *   right. The advice is a concurrent collection, which needs no lock.
   */

  private final BodyAnalysis body;
  private final Deque<List<Element>> held = new ArrayDeque<>();

  LockAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  /** Runs a synchronized block, in which the lock counts as held if it is known by its names. */
  void run(SynchronizedTree tree) {
    body.expressions.eval(tree.getExpression());
    List<Element> path = path(tree.getExpression());
    if (path != null) {
      held.push(path);
    }
    body.statements.run(tree.getBlock());
    if (path != null) {
      held.pop();
    }
  }

  /** Notes the source of a local variable if it is a view, walks over one, or is a function. */
  void named(Element variable, @Nullable Tree source, AbstractValue value) {
    if (source instanceof LambdaExpressionTree
        || source instanceof MemberReferenceTree
        || (value.has(AbstractValue.LOCKED) && source != null)) {
      body.scope.context.sources.put(variable, source);
    }
  }

  /** Tells whether {@code value}, written as {@code tree}, may be walked over here. */
  boolean walk(ExpressionTree tree, AbstractValue value) {
    if (isFree(tree, value)) {
      return true;
    }
    ExpressionTree root = root(tree);
    String name = Scope.text(root);
    error(
        tree,
        "'"
            + Scope.text(tree)
            + "' is iterated over without the lock of "
            + (isNamed(root) ? "'" + name + "'" : "its view")
            + ", and another agent may change it meanwhile. "
            + (isNamed(root)
                ? "Do it in synchronized (" + name + ") {...}"
                : "Give the view a name, and do it in a block that is synchronized on it")
            + cure(tree, value));
    return false;
  }

  private boolean isFree(ExpressionTree tree, AbstractValue value) {
    return !value.has(AbstractValue.LOCKED) || !body.scope.enforces(Rule.SINKS) || isHeld(tree);
  }

  /** Tells whether the lock of what {@code tree} shows is held here. */
  private boolean isHeld(ExpressionTree tree) {
    List<Element> path = path(tree);
    return path != null && held.contains(path);
  }

  /** Tells whether the call may be made: if it may walk over its receiver, it has the lock. */
  boolean receives(CallSite site) {
    AbstractValue receiver = site.receiver();
    if (receiver == null || site.receiverTree() == null || !receiver.has(AbstractValue.LOCKED)) {
      return true;
    }
    boolean calls =
        receiver.kind() == ReferenceKind.SHARED && !site.model().has(MethodTrait.ITERATES);
    return calls || walk(site.receiverTree(), receiver);
  }

  /** Tells whether a method may be given the value. */
  boolean takes(CallSite site, Argument argument) {
    ExpressionTree tree = argument.tree();
    AbstractValue value = argument.value();
    if (!value.has(AbstractValue.LOCKED) || !body.scope.enforces(Rule.SINKS)) {
      return true;
    }
    boolean plainResult =
        CallAnalysis.isVoid(site.method().getReturnType())
            || body.scope.context.immutableTypes.isShareable(site.method().getReturnType());
    boolean keepsNothing =
        !argument.kept() || (plainResult && site.method().getModifiers().contains(Modifier.STATIC));
    if (site.model().has(MethodTrait.WHOLE)
        && value.kind() == ReferenceKind.SHARED
        && holdsVal(tree)) {
      return true;
    }
    if (keepsNothing && body.scope.context.isJdk(site.method())) {
      return walk(tree, value);
    }
    return stays(tree, value);
  }

  /**
   * Tells whether the value may be put where a view would no longer be known; reports it if not.
   */
  boolean stays(Tree tree, AbstractValue value) {
    if (!value.has(AbstractValue.LOCKED) || !body.scope.enforces(Rule.SINKS)) {
      return true;
    }
    error(
        tree,
        "'"
            + Scope.text(tree)
            + "' is a synchronized view: where it goes, it may be iterated over without its lock, while"
            + " another agent changes it. Use it by its own name"
            + cure(tree, value));
    return false;
  }

  private void error(Tree tree, String text) {
    body.error(DiagnosticCode.CAP304, tree, text);
  }

  /** What to do instead: a copy where the elements are val, else a concurrent collection. */
  private String cure(Tree tree, AbstractValue value) {
    boolean copied =
        value.kind() == ReferenceKind.SHARED
            && tree instanceof ExpressionTree expression
            && isCollection(body.scope.type(tree))
            && holdsVal(expression);
    return (copied ? ", use a copy (new ArrayList<>(" + Scope.text(tree) + "))" : "")
        + ", or use a concurrent collection, such as ConcurrentLinkedQueue or ConcurrentHashMap,"
        + " declared by its own type.";
  }

  private boolean isCollection(TypeMirror type) {
    TypeMirror collection =
        body.scope.context.elements.getTypeElement("java.util.Collection").asType();
    return body.scope.context.types.isSubtype(
        body.scope.context.types.erasure(type), body.scope.context.types.erasure(collection));
  }

  private boolean holdsVal(ExpressionTree tree) {
    return body.contents.areVal(tree, body.scope.type(tree));
  }

  /** The result of a call: perhaps a view, something that walks over one, or a part of one. */
  AbstractValue result(CallSite site, TypeMirror type, AbstractValue result) {
    if (result.has(AbstractValue.ERROR) || !body.scope.enforces(Rule.SINKS)) {
      return result;
    }
    if (site.receiver() == null) {
      return site.model().has(MethodTrait.LOCKED) && result.kind() == ReferenceKind.SHARED
          ? result.withTrait(AbstractValue.LOCKED)
          : result;
    }
    if (!site.receiver().has(AbstractValue.LOCKED)) {
      return result;
    }
    if (site.model().has(MethodTrait.LOCKED)) {
      return AbstractValue.SHARED.withTrait(AbstractValue.LOCKED);
    }
    boolean apart =
        result.kind() == ReferenceKind.IMM
            || (!CallResults.isCursor(body, type)
                && site.receiverTree() != null
                && holdsVal(site.receiverTree()));
    return apart ? result : result.withTrait(AbstractValue.LOCKED);
  }

  /** An element of what is iterated over. */
  AbstractValue element(
      ExpressionTree source, Element variable, AbstractValue whole, AbstractValue item) {
    if (!whole.has(AbstractValue.LOCKED) || item.kind() == ReferenceKind.IMM || holdsVal(source)) {
      return item;
    }
    body.scope.context.sources.put(variable, source);
    return item.withTrait(AbstractValue.LOCKED);
  }

  /** The names that lead to the lock of a view, or null if one of them may change. */
  private @Nullable List<Element> path(ExpressionTree tree) {
    return switch (ExpressionAnalysis.bare(tree)) {
      case IdentifierTree name -> path(name);
      case MemberSelectTree select -> path(select);
      case TypeCastTree cast -> path(cast.getExpression());
      case MethodInvocationTree call -> {
        ExpressionTree receiver = receiver(call);
        yield receiver == null ? null : path(receiver);
      }
      default -> null;
    };
  }

  /** The receiver of a call of the JDK that shows it, or null. */
  private @Nullable ExpressionTree receiver(MethodInvocationTree call) {
    ExecutableElement method = body.scope.method(call);
    return method != null
            && body.scope.context.isJdk(method)
            && !method.getModifiers().contains(Modifier.STATIC)
            && ExpressionAnalysis.bare(call.getMethodSelect()) instanceof MemberSelectTree select
        ? select.getExpression()
        : null;
  }

  /** The path of a simple name; for a local that of what it was given, if that has one. */
  private @Nullable List<Element> path(IdentifierTree name) {
    Element element = body.scope.element(name);
    if (element != null && CaptureAnalysis.isLocal(element)) {
      if (!isAssignedOnce(element)) {
        return null;
      }
      List<Element> shown =
          body.scope.context.sources.get(element) instanceof ExpressionTree source
              ? path(source)
              : null;
      return shown == null ? List.of(element) : shown;
    }
    return element != null && isFinalField(element) ? List.of(element) : null;
  }

  /** The path of a final field; {@code this} before the dot need not be named. */
  private @Nullable List<Element> path(MemberSelectTree select) {
    Element element = body.scope.element(select);
    if (element == null || !isFinalField(element)) {
      return null;
    }
    ExpressionTree owner = ExpressionAnalysis.bare(select.getExpression());
    boolean isThis =
        (owner instanceof IdentifierTree name && name.getName().contentEquals("this"))
            || (owner instanceof MemberSelectTree outer
                && outer.getIdentifier().contentEquals("this"));
    if (isThis || element.getModifiers().contains(Modifier.STATIC)) {
      return List.of(element);
    }
    List<Element> before = path(owner);
    if (before == null) {
      return null;
    }
    List<Element> all = new ArrayList<>(before);
    all.add(element);
    return all;
  }

  private static boolean isFinalField(Element element) {
    return element.getKind() == ElementKind.FIELD
        && element.getModifiers().contains(Modifier.FINAL);
  }

  /** Tells whether a local variable names the same object wherever it is used. */
  boolean isAssignedOnce(Element variable) {
    if (variable.getModifiers().contains(Modifier.FINAL)) {
      return true;
    }
    int[] count = {variable.getKind() == ElementKind.LOCAL_VARIABLE ? 0 : 1};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree tree, Void nothing) {
        if (tree.getInitializer() != null && variable.equals(body.scope.element(tree))) {
          count[0]++;
        }
        return super.visitVariable(tree, null);
      }

      @Override
      public Void visitAssignment(AssignmentTree tree, Void nothing) {
        if (variable.equals(body.scope.element(tree.getVariable()))) {
          count[0]++;
        }
        return super.visitAssignment(tree, null);
      }
    }.scan(
        body.scope
            .context
            .scopeOf(Objects.requireNonNull(CheckerContext.outermost(variable)))
            .root()
            .getLeaf(),
        null);
    return count[0] <= 1;
  }

  /** The view behind an expression that shows a part of it, for the message. */
  private ExpressionTree root(ExpressionTree tree) {
    ExpressionTree bare = ExpressionAnalysis.bare(tree);
    ExpressionTree shown = bare instanceof MethodInvocationTree call ? receiver(call) : null;
    if (shown != null) {
      return root(shown);
    }
    if (bare instanceof IdentifierTree name
        && body.scope.element(name) instanceof VariableElement variable
        && body.scope.context.sources.get(variable) instanceof ExpressionTree source
        && !List.of(variable).equals(path(name))) {
      return root(source);
    }
    return bare;
  }

  private boolean isNamed(ExpressionTree root) {
    return path(root) != null && body.scope.type(root) instanceof DeclaredType;
  }
}
