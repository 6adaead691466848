package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** One body under analysis: a method, an initialiser or a lambda. */
final class BodyAnalysis {
  /*
   * Structure
   *   The statements of a body are walked in the order of execution, with one RegionState. Where paths split, the state
   *   is copied; where they meet, the copies are joined. Values that are not yet in a variable are kept in the state
   *   under their tree, so that joins inside an argument list renumber them too.
   *
   *   The parts below share this object and call each other through it: statements run expressions, expressions run
   *   calls, calls run lambdas, and a lambda opens a body of its own. What differs between the kinds of body (a
   *   constructor, an initialiser, a lambda, the walk for a summary, which listens at the exits) is set from outside.
   *
   * Ordering
   *   frames, innermost first, hold the states that left: breaks and continues at their target, exceptions at the
   *   nearest guard. A jump runs the cleanups (finally, resources) that it passes, each with the frames outside of it.
   *
   * The object itself
   *   In a method this is region 0, since others have it. In a constructor, too, as the superclass may have kept it.
   *   Only for a summary it begins in a region of its own, since the question is what the constructor connects it with.
   */

  final Scope scope;
  final Requirements requirements;
  final Deque<ControlFrame> frames = new ArrayDeque<>();
  final StatementAnalysis statements;
  final ExpressionAnalysis expressions;
  final CallAnalysis calls;
  final ContainerContents contents;
  final LambdaAnalysis lambdas;
  final ImmutableCaptures captures;
  final LockAnalysis locks;

  /** What the result must be; {@code null} where there is none. */
  final @Nullable Capability result;

  final @Nullable TypeMirror resultType;
  final boolean readOnly;
  final boolean constructing;
  final boolean insideLambda;

  RegionState state = new RegionState();

  /** The method whose result is given back, or null. */
  @Nullable ExecutableElement method;

  /** Whether the class is initialised here: static blocks, and what static fields are given. */
  boolean initialising;

  /** Whether what is made here is a constant of an enum, whose fields are judged one by one. */
  boolean constant;

  /** Called with each value that is stored in a field, or null. */
  @Nullable BiConsumer<Element, AbstractValue> onStore;

  /** For a summary: what the functions that are parameters are given, or null. */
  @Nullable Map<VariableElement, ReferenceKind> lends;

  /** Whether this is a function of a stream: what it returns flows on, whatever it is. */
  boolean flowsOn;

  /** What is known of all that is returned, as traits of {@link AbstractValue}. */
  int returns = AbstractValue.RETURNS_FREE | AbstractValue.RETURNS_NEW;

  /** Why something that is returned belongs to others, or null. */
  @Nullable Provenance heldReturn;

  private boolean making;

  /** The name under which a constructor keeps the object it makes, in a region of its own. */
  private enum Made {
    SELF
  }

  /** For a summary: called at each exit, with the value returned and the state there. */
  @Nullable Exit onExit;

  /** Listens at the exits of a body. The result is null if there is none, as after an exception. */
  interface Exit {
    void leave(RegionState state, @Nullable AbstractValue result);
  }

  BodyAnalysis(
      Scope scope,
      @Nullable Capability result,
      @Nullable TypeMirror resultType,
      boolean readOnly,
      boolean constructing,
      boolean insideLambda) {
    this.scope = scope;
    this.locks = new LockAnalysis(this);
    this.requirements = new Requirements(this, locks);
    this.result = result;
    this.resultType = resultType;
    this.readOnly = readOnly;
    this.constructing = constructing;
    this.insideLambda = insideLambda;
    this.lambdas = new LambdaAnalysis(this);
    this.captures = new ImmutableCaptures(this);
    this.contents = new ContainerContents(this);
    this.calls = new CallAnalysis(this);
    this.expressions = new ExpressionAnalysis(this);
    this.statements = new StatementAnalysis(this);
  }

  /** For the summary of a constructor: the new object is apart until it is connected. */
  void makes() {
    making = true;
    state.put(
        Made.SELF,
        AbstractValue.ref(state.fresh(), new Provenance(Provenance.Cause.THIS, "this", 0)));
  }

  /** The new object of a constructor; {@code result} for any other body. */
  @Nullable AbstractValue made(RegionState at, @Nullable AbstractValue result) {
    return making ? at.get(Made.SELF) : result;
  }

  /** Tells whether this is the walk for the summary of a constructor. */
  boolean isMaking() {
    return making;
  }

  /**
   * The value of a local variable, used as {@code use}. If it cannot be used, that is reported
   * here, and later uses on the same path are not.
   */
  AbstractValue local(Element variable, Tree use) {
    AbstractValue known = state.get(variable);
    AbstractValue value = requirements.usable(state, use, known);
    if (known != null && value.has(AbstractValue.ERROR)) {
      state.put(variable, value);
    }
    return value;
  }

  /** The object whose method this is. */
  AbstractValue self() {
    if (constant) {
      return AbstractValue.IMM;
    }
    AbstractValue made = making ? state.get(Made.SELF) : null;
    if (made != null) {
      return made;
    }
    if (constructing) {
      return AbstractValue.ref(RegionState.OUTER, new Provenance(Provenance.Cause.THIS, "this", 0));
    }
    if (scope.context.immutableTypes.isShareable(scope.owner.asType())) {
      return AbstractValue.IMM;
    }
    if (scope.context.immutableTypes.isShared(scope.owner.asType())) {
      return AbstractValue.SHARED;
    }
    Provenance why = new Provenance(Provenance.Cause.THIS, "this", 0);
    return readOnly && scope.enforces(Rule.READ_ONLY)
        ? AbstractValue.box(RegionState.OUTER, why).withTrait(AbstractValue.SELF)
        : AbstractValue.ref(RegionState.OUTER, why);
  }

  /** An object around the one whose method this is, of class {@code type}. */
  AbstractValue outerSelf(@Nullable Element type) {
    if (type instanceof TypeElement outer) {
      if (scope.context.immutableTypes.isShareable(outer.asType())) {
        return AbstractValue.IMM;
      }
      if (scope.context.immutableTypes.isShared(outer.asType())) {
        return AbstractValue.SHARED;
      }
    }
    return AbstractValue.ref(RegionState.OUTER, new Provenance(Provenance.Cause.THIS, "this", 0));
  }

  /** Marks that an exception may leave from here. */
  void mayThrow() {
    if (!state.alive()) {
      return;
    }
    for (ControlFrame frame : frames) {
      if (frame instanceof ControlFrame.Guard guard) {
        guard.thrown =
            scope.enforces(Rule.CONTROL_FLOW)
                ? RegionState.join(guard.thrown, state)
                : guard.thrown;
        return;
      }
    }
    if (onExit != null) {
      onExit.leave(state, null);
    }
  }

  /** Leaves for {@code target}, through the cleanups in between; null leaves the body. */
  void leaveTo(@Nullable ControlFrame target) {
    Deque<ControlFrame> saved = new ArrayDeque<>();
    while (!frames.isEmpty() && frames.peek() != target) {
      ControlFrame frame = frames.pop();
      saved.push(frame);
      if (frame instanceof ControlFrame.Cleanup cleanup && state.alive()) {
        cleanup.code.run();
      }
    }
    while (!saved.isEmpty()) {
      frames.push(saved.pop());
    }
  }

  /** Returns {@code value}, written as {@code tree}, to the caller. */
  void giveBack(Tree tree, AbstractValue value, TypeMirror type) {
    AbstractValue usable = requirements.usable(state, tree, value);
    if (onExit != null) {
      onExit.leave(state, usable);
    }
    returns = StreamAnalysis.returns(state, usable, returns);
    if ((returns & AbstractValue.RETURNS_FREE) == 0 && heldReturn == null) {
      heldReturn = usable.note();
    }
    if (usable.has(AbstractValue.ERROR) || result == null) {
      return;
    }
    if (resultType == null
        || resultType.getKind().isPrimitive()
        || resultType.getKind() == TypeKind.VOID) {
      return;
    }
    switch (result) {
      case ISO, SENDING -> requirements.isolated(state, tree, usable, result == Capability.SENDING);
      case VAL -> requirements.val(tree, usable, type, resultType);
      case BOX -> requirements.readable(tree, usable);
      case TAG -> {}
      case NONE -> {
        if (!flowsOn || (insideLambda && usable.has(AbstractValue.LOCKED))) {
          requirements.plain(tree, usable, method);
        }
      }
    }
    requirements.held.fits(tree, usable, resultType, false);
  }

  /** Forgets values of trees and variables that were not known in {@code before}. */
  void forgetNewNames(Set<Object> before) {
    Set<Object> gone = new HashSet<>();
    for (var entry : state.entries()) {
      if (!before.contains(entry.getKey())) {
        gone.add(entry.getKey());
      }
    }
    gone.forEach(state::remove);
  }

  /** The names known now, to be compared with those known later. */
  Set<Object> knownNames() {
    Set<Object> names = new HashSet<>();
    for (var entry : state.entries()) {
      names.add(entry.getKey());
    }
    return names;
  }

  void error(DiagnosticCode code, Tree tree, String text) {
    scope.error(code, tree, text);
  }
}
