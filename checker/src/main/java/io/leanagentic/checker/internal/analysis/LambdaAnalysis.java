package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import io.leanagentic.checker.internal.type.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Lambdas, method references and inner classes, which take their captures with them. */
final class LambdaAnalysis {
  /*
   * Captures
   *   Seen from outside, the function is an object that reaches its captures: sending it sends them. Seen from inside,
   *   the captures belong to others, since the body may run twice, or after the method has returned. So
   *
   *       X x = new X();
   *       Runnable r = () -> K.send(x);      // CAP104: a second run would find x gone
   *       K.send(r);                         // fine, were it not for the line above: r and x leave together
   *
   * When a body is walked
   *   A body is walked where its lambda stands, in a state of its own. It may stand in a loop, or be an argument that
   *   is tried in two ways. A walk depends on the kinds of the captures, on what the call lends to the parameters, and
   *   on whether the function owns that. These make up a key: with the same key a walk would find nothing new. Regions
   *   are not part of the key, as inside the body all captures are in region 0.
   *
   * What it returns
   *     RETURNS_FREE               nothing that belongs to others: only parameters and new objects
   *     RETURNS_NEW                new objects only
   *     RETURNS_VAL, RETURNS_BOX   something that may only be read
   *
   *   A call that is given the function needs no more than these traits (StreamAnalysis). A function that returns what
   *   belongs to others reaches that, even if it captured nothing mutable: its value is in region 0.
   *
   * Parameters
   *   The word of the functional interface's parameter decides. Without one, a parameter is what the call lends: part
   *   of a val receiver is val, part of something mutable is its owner's. A function that is handed the last reference
   *   to a thing, such as the consumer of an optional that is given away, owns it.
   *
   * The class is long because its three kinds of function share captures, keys and the walk.
   */

  /**
   * What a call does with the lambda that it is given.
   *
   * @param value what the receiver lends to its parameters, or null if nothing is known
   * @param flowsOn whether what it returns flows on in a stream
   * @param owner the value whose parts it gets for good, or null; immutable if nothing else reaches
   *     them
   */
  record Lent(@Nullable AbstractValue value, boolean flowsOn, @Nullable AbstractValue owner) {}

  private final BodyAnalysis body;
  private final IdentityHashMap<Tree, String> analysed = new IdentityHashMap<>();
  private final IdentityHashMap<Tree, Returned> returns = new IdentityHashMap<>();

  /** What is known of all that a lambda returns. */
  private record Returned(int traits, @Nullable Provenance held) {
    boolean isFree() {
      return (traits & AbstractValue.RETURNS_FREE) != 0;
    }
  }

  LambdaAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  /**
   * The function object that a lambda makes; its body is walked unless that has been done with the
   * same key. {@code lent} is null where the lambda is no argument of a call.
   */
  AbstractValue lambda(LambdaExpressionTree tree, @Nullable Lent lent) {
    CaptureAnalysis captures = CaptureAnalysis.of(body.scope, body.state, tree.getBody(), null);
    Map<VariableElement, AbstractValue> inside = seenInside(captures);
    TypeMirror target = body.scope.type(tree);
    ExecutableElement functional =
        FunctionalTypes.functionalMethod(body.scope.context.capabilities, target);
    boolean owned = isOwned(lent, captures);
    String key =
        key(inside) + (lent == null || lent.value == null ? "" : lent.value.kind()) + owned;
    if (!key.equals(analysed.put(tree, key))) {
      returns.put(tree, analyse(tree, functional, target, inside, lent, owned));
    }
    if (!body.captures.fitLambda(target, captures)) {
      return AbstractValue.ERRONEOUS;
    }
    AbstractValue function = connected(captures);
    Returned returned = Objects.requireNonNull(returns.get(tree));
    if (!returned.isFree() && !function.regional()) {
      function = AbstractValue.ref(RegionState.OUTER, returned.held); // It reaches what it returns.
    }
    return function.withTrait(returned.traits);
  }

  /**
   * Tells whether a function owns what it is given: nothing else reaches that, no capture either.
   */
  private boolean isOwned(@Nullable Lent lent, @Nullable CaptureAnalysis captures) {
    if (lent == null || lent.owner == null) {
      return false;
    }
    AbstractValue owner = lent.owner;
    return !owner.regional()
        || (owner.kind() == ReferenceKind.REF
            && !body.state.held(owner.region())
            && (captures == null
                || capturedValues(captures).stream()
                    .noneMatch(value -> body.state.same(value.region(), owner.region()))));
  }

  /** What matters about the captures to a walk of the body. */
  private static String key(Map<VariableElement, AbstractValue> inside) {
    StringBuilder key = new StringBuilder();
    inside
        .values()
        .forEach(value ->
            key.append(value.kind())
                .append(value.traits() & (AbstractValue.LOCKED | AbstractValue.FROZEN))
                .append(' '));
    return key.toString();
  }

  /** How the captured names look from inside: others own them. */
  private Map<VariableElement, AbstractValue> seenInside(CaptureAnalysis captures) {
    Map<VariableElement, AbstractValue> inside = new HashMap<>();
    captures.variables.forEach((variable, use) -> {
      AbstractValue value = body.local(variable, use);
      if (value.regional()) {
        Provenance why =
            body.scope.enforces(Rule.CAPTURE)
                ? new Provenance(Provenance.Cause.CAPTURED, variable.getSimpleName().toString(), 0)
                : null;
        int region = RegionState.OUTER;
        value = new AbstractValue(value.kind(), region, why, null, value.traits());
      }
      inside.put(variable, value);
    });
    return inside;
  }

  /** The value of the object: it reaches all it captured. */
  private AbstractValue connected(CaptureAnalysis captures) {
    if (!body.scope.enforces(Rule.CAPTURE)) {
      return AbstractValue.ref(body.state.fresh());
    }
    return reaching(capturedValues(captures));
  }

  /** A new object that reaches {@code parts}; immutable if there are none. */
  private AbstractValue reaching(List<AbstractValue> parts) {
    if (parts.isEmpty()) {
      return AbstractValue.IMM;
    }
    int region = body.state.fresh();
    Provenance note = null;
    for (AbstractValue part : parts) {
      region = body.state.merge(region, part.region(), part.note());
      note = note == null ? part.note() : note;
    }
    return AbstractValue.ref(region, body.state.held(region) ? note : null);
  }

  /** The mutable captures, with the object around them if it is used. */
  private List<AbstractValue> capturedValues(CaptureAnalysis captures) {
    List<AbstractValue> parts = new ArrayList<>();
    captures.variables.forEach((variable, use) -> {
      AbstractValue value = body.local(variable, use);
      if (value.regional()) {
        parts.add(value);
      }
    });
    if (captures.outerObject) {
      AbstractValue self = body.self();
      if (self.regional()) {
        parts.add(self);
      }
    }
    return parts;
  }

  /** For a message: the first capture of a lambda that may be written; empty if there is none. */
  String mutableCapture(Tree tree) {
    if (!(tree instanceof LambdaExpressionTree lambda)) {
      return "";
    }
    CaptureAnalysis captures = CaptureAnalysis.of(body.scope, body.state, lambda.getBody(), null);
    for (VariableElement variable : captures.variables.keySet()) {
      AbstractValue value = body.state.get(variable);
      if (value != null && value.regional()) {
        return "'" + variable.getSimpleName() + "' (" + TypeNames.full(variable.asType()) + ")";
      }
    }
    return captures.outerObject && body.self().regional() ? "'this'" : "";
  }

  /** Walks the body in a state of its own. */
  private Returned analyse(
      LambdaExpressionTree tree,
      @Nullable ExecutableElement functional,
      TypeMirror target,
      Map<VariableElement, AbstractValue> captured,
      @Nullable Lent lent,
      boolean owned) {
    Capability result =
        functional == null ? Capability.NONE : body.scope.context.capabilities.of(functional);
    TypeMirror resultType = functional == null ? null : resultType(functional, target);
    if (result == Capability.NONE
        && resultType != null
        && resultType.getKind() != TypeKind.TYPEVAR) {
      result = CapabilityReader.onType(resultType); // Supplier<@Val X>
    }
    if (resultType != null && resultType.getKind() == TypeKind.VOID) {
      result = null;
    }
    BodyAnalysis inner =
        new BodyAnalysis(body.scope, result, resultType, body.readOnly, body.constructing, true);
    inner.method = functional;
    inner.flowsOn = lent != null && lent.flowsOn;
    inner.lends = body.lends;
    captured.forEach(inner.state::put);
    for (int i = 0; i < tree.getParameters().size(); i++) {
      VariableTree parameter = tree.getParameters().get(i);
      Element variable = body.scope.declared(parameter);
      Capability word = body.scope.context.capabilities.of(variable);
      if (word == Capability.NONE && functional != null) {
        word = parameterWord(functional, target, i);
      }
      if (word == Capability.NONE && owned) {
        word = Capability.ISO;
      }
      VariableElement declared =
          functional != null && i < functional.getParameters().size()
              ? functional.getParameters().get(i)
              : null;
      inner.state.put(variable, parameterValue(inner, variable, declared, word, lent));
    }
    switch (tree.getBody()) {
      case ExpressionTree expression -> {
        AbstractValue value = inner.expressions.eval(expression);
        if (inner.state.alive() && result != null) {
          inner.giveBack(expression, value, body.scope.type(expression));
        }
      }
      case StatementTree statement -> inner.statements.run(statement);
      default -> {}
    }
    return new Returned(inner.returns, inner.heldReturn);
  }

  /**
   * The word of the parameter that a lambda's parameter implements, on the method or by a type
   * argument as in {@code Consumer<@Val X>}.
   */
  private Capability parameterWord(ExecutableElement functional, TypeMirror target, int index) {
    if (index >= functional.getParameters().size()) {
      return Capability.NONE;
    }
    Capability word = body.scope.context.capabilities.of(functional.getParameters().get(index));
    if (word == Capability.NONE
        && target instanceof DeclaredType declared
        && body.scope.context.types.asMemberOf(declared, functional)
            instanceof ExecutableType type) {
      word = CapabilityReader.onType(type.getParameterTypes().get(index));
    }
    return word;
  }

  /** The type of what a lambda gives its caller. */
  TypeMirror givenBack(LambdaExpressionTree tree) {
    TypeMirror target = body.scope.type(tree);
    ExecutableElement functional =
        FunctionalTypes.functionalMethod(body.scope.context.capabilities, target);
    return resultType(Objects.requireNonNull(functional), target);
  }

  /** What the functional method returns as a member of the target type. */
  private TypeMirror resultType(ExecutableElement functional, TypeMirror target) {
    return target instanceof DeclaredType declared
            && body.scope.context.types.asMemberOf(declared, functional)
                instanceof ExecutableType type
        ? type.getReturnType()
        : functional.getReturnType();
  }

  /** What a parameter of a lambda is to its body. */
  private AbstractValue parameterValue(
      BodyAnalysis inner,
      Element variable,
      @Nullable VariableElement declared,
      Capability word,
      @Nullable Lent lent) {
    String name = variable.getSimpleName().toString();
    Provenance why =
        body.scope.enforces(Rule.CAPTURE)
            ? new Provenance(Provenance.Cause.LAMBDA_PARAMETER, name, 0)
            : new Provenance(Provenance.Cause.PARAMETER, name, 0);
    AbstractValue value =
        switch (word) {
          case ISO, SENDING -> AbstractValue.ref(inner.state.fresh());
          case VAL -> declared == null ? AbstractValue.VAL : inner.expressions.named(declared);
          case TAG -> AbstractValue.TAG;
          case BOX -> AbstractValue.box(RegionState.OUTER, why);
          case NONE ->
              lent != null && lent.value != null
                  ? lent.value.regional() ? lent.value.withNote(why) : lent.value
                  : AbstractValue.ref(RegionState.OUTER, why);
        };
    return inner.expressions.normalise(
        variable.asType(), inner.expressions.holding(variable.asType(), value));
  }

  /**
   * The function object that a method reference makes: it reaches what it is bound to. There is no
   * body to walk here, so MethodReferenceCheck judges the method.
   */
  AbstractValue reference(MemberReferenceTree tree, @Nullable Lent lent) {
    ExecutableElement method = body.scope.method(tree);
    ExpressionTree qualifier = tree.getQualifierExpression();
    AbstractValue bound = null;
    boolean onType = body.expressions.isTypeName(qualifier);
    if (!onType) {
      bound = body.expressions.eval(qualifier);
      if (!goesAlong(method, qualifier, bound)) {
        return AbstractValue.ERRONEOUS;
      }
    }
    if (method == null) {
      return (bound == null || !bound.regional()
              ? AbstractValue.IMM
              : AbstractValue.ref(bound.region(), bound.note()))
          .withTrait(AbstractValue.RETURNS_FREE | AbstractValue.RETURNS_NEW); // It makes an array.
    }
    new MethodReferenceCheck(body.scope, tree, method)
        .check(onType, lent, isOwned(lent, null), bound);
    AbstractValue function = referred(tree, method, bound);
    int returned = StreamAnalysis.returns(body.scope, tree, method);
    if (method.getKind() == ElementKind.CONSTRUCTOR && function.regional()) {
      returned &= ~AbstractValue.RETURNS_NEW; // What it makes reaches what it captured.
    }
    if ((returned & AbstractValue.RETURNS_FREE) == 0
        && !function.regional()
        && !function.has(AbstractValue.ERROR)
        && !CallAnalysis.isVoid(method.getReturnType())) {
      function =
          AbstractValue.ref(
              RegionState.OUTER,
              new Provenance(Provenance.Cause.UNKNOWN_CODE, CallSite.name(method), 0));
    }
    return function.withTrait(returned);
  }

  /** Tells whether a method may be referred to: not if it iterates over a view, unseen by locks. */
  private boolean goesAlong(
      @Nullable ExecutableElement method, ExpressionTree qualifier, AbstractValue bound) {
    if (method == null || !bound.has(AbstractValue.LOCKED)) {
      return true;
    }
    MethodModel model = body.scope.context.model(method);
    return (bound.kind() == ReferenceKind.SHARED
            && !model.has(MethodTrait.ITERATES)
            && !model.has(MethodTrait.LOCKED))
        || body.locks.stays(qualifier, bound);
  }

  /**
   * What the function reaches: the object before the colons, or nothing if a static method or a
   * class is named.
   */
  private AbstractValue referred(
      MemberReferenceTree tree, ExecutableElement method, @Nullable AbstractValue bound) {
    if (bound == null) {
      return method.getKind() == ElementKind.CONSTRUCTOR && body.scope.enforces(Rule.CAPTURE)
          ? constructor(tree, CapabilityReader.ownerType(method))
          : AbstractValue.IMM;
    }
    if (bound.has(AbstractValue.ERROR)) {
      return AbstractValue.ERRONEOUS;
    }
    if (!body.captures.fitReference(body.scope.type(tree), tree.getQualifierExpression(), bound)) {
      return AbstractValue.ERRONEOUS;
    }
    if (!bound.regional() || !body.scope.enforces(Rule.CAPTURE)) {
      return AbstractValue.IMM;
    }
    return AbstractValue.ref(bound.region(), bound.note());
  }

  /** {@code Inner::new} captures what each object that it makes captures. */
  private AbstractValue constructor(MemberReferenceTree tree, TypeElement made) {
    List<AbstractValue> parts =
        capturedByCreation(made).stream().filter(AbstractValue::regional).toList();
    for (AbstractValue part : parts) {
      if (!body.captures.fitReference(body.scope.type(tree), tree, part)) {
        return AbstractValue.ERRONEOUS;
      }
    }
    return reaching(parts);
  }

  /** Analyses an anonymous class and returns what it captures. */
  List<AbstractValue> anonymousClass(NewClassTree tree) {
    ClassTree declared = tree.getClassBody();
    TypeElement type = body.scope.declared(declared);
    CaptureAnalysis captures = CaptureAnalysis.of(body.scope, body.state, declared, type);
    analyseClass(declared, type, captures);
    return body.scope.enforces(Rule.CAPTURE) ? capturedValues(captures) : List.of();
  }

  /** Analyses a class declared among the statements. */
  void localClass(ClassTree tree) {
    TypeElement type = body.scope.declared(tree);
    CaptureAnalysis captures = CaptureAnalysis.of(body.scope, body.state, tree, type);
    analyseClass(tree, type, captures);
  }

  /**
   * Judges the class body, with the classes inside it, unless that was done with captures of the
   * same kinds.
   */
  private void analyseClass(ClassTree tree, TypeElement type, CaptureAnalysis captures) {
    Map<VariableElement, AbstractValue> inside = seenInside(captures);
    String key = key(inside);
    if (key.equals(analysed.put(tree, key))) {
      return;
    }
    Scope scope = body.scope.in(type, new TreePath(body.scope.root, tree));
    scope.context.declarations.localClass(scope, tree, type);
    body.captures.fitClass(type, CaptureAnalysis.of(body.scope, body.state, tree, type));
    new ClassAnalysis(scope).analyse(tree, inside);
    for (Tree member : tree.getMembers()) {
      if (member instanceof ClassTree nested
          && scope.element(nested) instanceof TypeElement nestedType) {
        analyseClass(nested, nestedType, captures);
      }
    }
  }

  /** What an object of a local or inner class captures when it is created here. */
  List<AbstractValue> capturedByCreation(TypeElement type) {
    if (CaptureAnalysis.isInnerMember(type)) {
      return List.of(enclosingObject(type));
    }
    return capturedValues(CaptureAnalysis.byCreation(body.scope, body.state, type));
  }

  /** The object that an inner class keeps: this one, or one around it. */
  private AbstractValue enclosingObject(TypeElement inner) {
    AbstractValue self = body.self();
    boolean own =
        CapabilityReader.owner(inner).equals(body.scope.owner)
            || (inner.getEnclosingElement() instanceof TypeElement outer
                && body.scope.context.capabilities.supertypes(body.scope.owner).contains(outer));
    return own ? self : body.outerSelf(inner.getEnclosingElement());
  }
}
