package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Expressions, and what they connect. */
final class ExpressionAnalysis {
  /*
   * Values
   *   Evaluating an expression changes the state, as running it would, and gives what is known about the result. The
   *   order is that of the language: receiver, arguments, call. A value that must wait for others, such as the first
   *   argument while the second is evaluated, is kept in the state under its tree. So in `both(x, send(x))` the first x
   *   is judged by what is known after the second argument, and a join in between renumbers its region.
   *
   * Types say more
   *   Whatever is known about a value, its type may promise more: a String is immutable, an AgentRef is shared. So each
   *   result is normalised by its type. The one exception is `this` in a constructor: a record that hands itself out
   *   before its fields are assigned is not immutable yet.
   *
   * Conditions
   *   After `a instanceof X x && x.ready()` the name x exists only where the whole is true. A condition is therefore
   *   split into the state where it is true and the state where it is false, and !, && and || combine the splits of
   *   their operands. Of a constant, one state is not reached: only a break leads to the code after `while (true)`.
   */

  /** The states after a condition. */
  record Split(RegionState yes, RegionState no) {}

  private final BodyAnalysis body;
  private final FieldAnalysis fields;
  private final PatternAnalysis patterns;

  ExpressionAnalysis(BodyAnalysis body) {
    this.body = body;
    this.fields = new FieldAnalysis(body);
    this.patterns = new PatternAnalysis(body);
  }

  /** The expression without brackets around it. */
  static ExpressionTree bare(ExpressionTree tree) {
    return tree instanceof ParenthesizedTree inner ? bare(inner.getExpression()) : tree;
  }

  /** Evaluates an expression; null, as for a field without initialiser, is the default value. */
  AbstractValue eval(@Nullable ExpressionTree tree) {
    if (tree == null) {
      return AbstractValue.IMM;
    }
    AbstractValue value =
        switch (tree) {
          case LiteralTree literal -> AbstractValue.IMM;
          case ParenthesizedTree inner -> eval(inner.getExpression());
          case IdentifierTree identifier -> identifier(identifier);
          case MemberSelectTree select -> select(select);
          case MethodInvocationTree call -> body.calls.invocation(call);
          case NewClassTree creation -> body.calls.creation(creation);
          case NewArrayTree array -> newArray(array);
          case AssignmentTree assignment -> fields.assign(assignment);
          case CompoundAssignmentTree assignment -> fields.compound(assignment);
          case UnaryTree unary -> unary(unary);
          case BinaryTree binary -> binary(binary);
          case ConditionalExpressionTree choice -> conditional(choice);
          case SwitchExpressionTree choice -> switchOver(choice);
          case InstanceOfTree test -> instanceOf(test);
          case TypeCastTree cast -> cast(cast);
          case ArrayAccessTree access -> fields.readElement(access);
          case LambdaExpressionTree lambda -> body.lambdas.lambda(lambda, null);
          case MemberReferenceTree reference -> body.lambdas.reference(reference, null);
          default -> AbstractValue.IMM;
        };
    return normalise(tree, value);
  }

  /** A value whose type says more: immutable types have no region, shared ones neither. */
  private AbstractValue normalise(ExpressionTree tree, AbstractValue value) {
    if (value.kind() == ReferenceKind.IMM
        || value.kind() == ReferenceKind.SHARED
        || value.kind() == ReferenceKind.TAG) {
      return value;
    }
    return normalise(body.scope.type(tree), value);
  }

  /**
   * The same for a value that goes under a name of {@code type}.
   *
   * <p>What is known to be mutable behind a shared type keeps its region: a list that was widened
   * to {@code ConcurrentMap<?, ?>} is not safe to share because its new type would be.
   */
  AbstractValue normalise(@Nullable TypeMirror type, AbstractValue value) {
    if (value.kind() == ReferenceKind.IMM
        || value.kind() == ReferenceKind.SHARED
        || value.kind() == ReferenceKind.TAG) {
      return value;
    }
    if (type == null || type.getKind() == TypeKind.NONE || isSelfUnderConstruction(value)) {
      return value;
    }
    if (body.scope.context.immutableTypes.isShareable(type)) {
      return value.has(AbstractValue.ERROR) ? value : AbstractValue.IMM;
    }
    if (body.scope.context.immutableTypes.isShared(type) && !value.has(AbstractValue.WIDENED)) {
      return AbstractValue.SHARED;
    }
    return value;
  }

  /** What a name declared {@code @Val} gives: a function may be called, anything else only read. */
  AbstractValue named(Element declared) {
    boolean callable =
        body.scope.enforces(Rule.IMMUTABLE_FUNCTIONS)
            && body.scope.context.immutableFunctions.isCallable(declared);
    if (callable || body.scope.summaries().holdsImmutable(declared)) {
      return AbstractValue.IMM;
    }
    return body.requirements.isJudgedWhereFilled(declared)
        ? AbstractValue.UNMODIFIABLE
        : AbstractValue.VAL;
  }

  /** A value under a type with a wildcard, which may hide that what it holds is mutable. */
  AbstractValue widened(Tree source, TypeMirror to, AbstractValue value) {
    return value.regional()
            && body.scope.context.immutableTypes.isShared(to)
            && !body.scope.context.immutableTypes.isShared(body.scope.type(source))
        ? value.withTrait(AbstractValue.WIDENED)
        : value;
  }

  /** A container whose declaration says that it holds val. */
  AbstractValue holding(TypeMirror declared, AbstractValue value) {
    return value.kind().regional()
            && CapabilityReader.hasWordInside(declared)
            && body.scope.enforces(Rule.GENERICS)
            && body.requirements.held.holdsVal(declared)
        ? value.withTrait(AbstractValue.VAL_PARTS)
        : value;
  }

  /** Tells whether the value is an object whose constructor is still running. */
  private boolean isSelfUnderConstruction(AbstractValue value) {
    return body.constructing
        && value.note() != null
        && value.note().cause() == Provenance.Cause.THIS
        && value.kind() == ReferenceKind.REF;
  }

  private AbstractValue identifier(IdentifierTree tree) {
    if (tree.getName().contentEquals("this") || tree.getName().contentEquals("super")) {
      return body.self();
    }
    Element element = body.scope.element(tree);
    if (element != null && CaptureAnalysis.isLocal(element)) {
      return body.local(element, tree);
    }
    if (element != null && element.getKind() == ElementKind.FIELD) {
      return fields.readUnqualified(tree, element);
    }
    if (element != null && element.getKind() == ElementKind.ENUM_CONSTANT) {
      return fields.readStatic(tree, element);
    }
    return AbstractValue.IMM;
  }

  private AbstractValue select(MemberSelectTree tree) {
    Element element = body.scope.element(tree);
    if (tree.getIdentifier().contentEquals("this")
        && element != null
        && isTypeName(tree.getExpression())) {
      Element type = body.scope.element(tree.getExpression());
      return type != null && type.equals(body.scope.owner) ? body.self() : body.outerSelf(type);
    }
    if (element != null && element.getKind() == ElementKind.ENUM_CONSTANT) {
      return fields.readStatic(tree, element);
    }
    if (element == null || element.getKind() != ElementKind.FIELD) {
      // A class literal, the length of an array, or a name of a type.
      if (!isTypeName(tree.getExpression()) && tree.getIdentifier().contentEquals("length")) {
        eval(tree.getExpression());
      }
      return AbstractValue.IMM;
    }
    if (isTypeName(tree.getExpression())) {
      return fields.readStatic(tree, element);
    }
    AbstractValue owner = eval(tree.getExpression());
    return fields.read(tree, tree.getExpression(), owner, element);
  }

  /** Tells whether the tree names a type or a package, not a value. */
  boolean isTypeName(ExpressionTree tree) {
    if (!(tree instanceof IdentifierTree || tree instanceof MemberSelectTree)) {
      return tree instanceof ParameterizedTypeTree
          || tree instanceof PrimitiveTypeTree
          || tree instanceof ArrayTypeTree
          || tree instanceof AnnotatedTypeTree;
    }
    Element element = body.scope.element(tree);
    return element instanceof TypeElement
        || (element != null
            && (element.getKind() == ElementKind.PACKAGE
                || element.getKind() == ElementKind.TYPE_PARAMETER));
  }

  /** Tells whether the type is {@code Object}, which promises nothing. */
  static boolean isObject(TypeMirror type) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement())
            .getQualifiedName()
            .contentEquals("java.lang.Object");
  }

  /**
   * A new array reaches its items. If they are all val or immutable, and at least one is val, so is
   * the array: nobody can have written it yet.
   */
  private AbstractValue newArray(NewArrayTree tree) {
    for (ExpressionTree dimension : tree.getDimensions()) {
      eval(dimension);
    }
    List<? extends ExpressionTree> items = tree.getInitializers();
    if (items == null || items.isEmpty()) {
      return AbstractValue.ref(body.state.fresh());
    }
    for (ExpressionTree item : items) {
      body.state.put(item, eval(item));
    }
    int region = body.state.fresh();
    boolean allVal = true;
    boolean someVal = false;
    for (ExpressionTree item : items) {
      AbstractValue value = body.requirements.usable(body.state, item, body.state.get(item));
      body.state.put(item, value);
      someVal |= value.kind() == ReferenceKind.VAL;
      allVal &= value.kind() == ReferenceKind.VAL || value.kind() == ReferenceKind.IMM;
    }
    if (someVal && allVal) {
      items.forEach(body.state::remove);
      return AbstractValue.VAL;
    }
    return fields.connectItems(tree, items, region);
  }

  private AbstractValue unary(UnaryTree tree) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
          fields.write(tree, tree.getExpression());
      case LOGICAL_COMPLEMENT -> {
        Split split = condition(tree);
        body.state = RegionState.join(split.yes(), split.no());
      }
      default -> eval(tree.getExpression());
    }
    return AbstractValue.IMM;
  }

  private AbstractValue binary(BinaryTree tree) {
    if (tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR) {
      Split split = condition(tree);
      body.state = RegionState.join(split.yes(), split.no());
      return AbstractValue.IMM;
    }
    eval(tree.getLeftOperand());
    eval(tree.getRightOperand());
    return AbstractValue.IMM;
  }

  /** Evaluates a condition and keeps apart what holds when it is true and when it is false. */
  Split condition(ExpressionTree condition) {
    ExpressionTree tree = bare(condition);
    if (tree instanceof LiteralTree literal && literal.getValue() instanceof Boolean constant) {
      return constant
          ? new Split(body.state, RegionState.unreachable())
          : new Split(RegionState.unreachable(), body.state);
    }
    if (tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      Split inner = condition(((UnaryTree) tree).getExpression());
      return new Split(inner.no(), inner.yes());
    }
    if (tree.getKind() == Tree.Kind.CONDITIONAL_AND) {
      Split left = condition(((BinaryTree) tree).getLeftOperand());
      body.state = left.yes();
      if (!body.state.alive()) {
        return left;
      }
      Split right = condition(((BinaryTree) tree).getRightOperand());
      return new Split(right.yes(), RegionState.join(left.no(), right.no()));
    }
    if (tree.getKind() == Tree.Kind.CONDITIONAL_OR) {
      Split left = condition(((BinaryTree) tree).getLeftOperand());
      body.state = left.no();
      if (!body.state.alive()) {
        return left;
      }
      Split right = condition(((BinaryTree) tree).getRightOperand());
      return new Split(RegionState.join(left.yes(), right.yes()), right.no());
    }
    eval(tree);
    return new Split(body.state, body.state.copy());
  }

  /** Each branch runs in its state; the value waits under the tree, so that states join it, too. */
  private AbstractValue conditional(ConditionalExpressionTree tree) {
    Split split = condition(tree.getCondition());
    body.state = split.yes();
    if (body.state.alive()) {
      body.state.put(tree, eval(tree.getTrueExpression()));
    }
    RegionState yes = body.state;
    body.state = split.no();
    if (body.state.alive()) {
      body.state.put(tree, eval(tree.getFalseExpression()));
    }
    body.state = RegionState.join(yes, body.state);
    AbstractValue value = body.state.remove(tree);
    return value == null ? AbstractValue.IMM : value;
  }

  /** A switch with a value: each yield puts its value under the tree and leaves for the end. */
  private AbstractValue switchOver(SwitchExpressionTree tree) {
    AbstractValue selector = eval(tree.getExpression());
    body.state.put(tree.getExpression(), selector);
    var frame = new ControlFrame.Target(tree);
    body.frames.push(frame);
    body.statements.cases(
        tree.getExpression(), tree.getCases(), body.scope.type(tree.getExpression()), true);
    body.frames.pop();
    body.state = frame.broken;
    body.state.remove(tree.getExpression());
    AbstractValue value = body.state.remove(tree);
    return value == null ? AbstractValue.IMM : value;
  }

  private AbstractValue instanceOf(InstanceOfTree tree) {
    AbstractValue value = eval(tree.getExpression());
    if (tree.getPattern() != null) {
      body.state.put(tree.getExpression(), value);
      patterns.match(tree.getExpression(), tree.getPattern());
      body.state.remove(tree.getExpression());
    }
    return AbstractValue.IMM;
  }

  /**
   * A cast keeps region and capability: it may lose what is known about a value, but adds nothing.
   */
  private AbstractValue cast(TypeCastTree tree) {
    AbstractValue value = eval(tree.getExpression());
    if (!body.scope.enforces(Rule.PATTERNS) && value.regional()) {
      return AbstractValue.ref(body.state.fresh());
    }
    TypeMirror type = body.scope.type(tree);
    return patterns.tested(
        type, fields.checkCast(tree, widened(tree.getExpression(), type, value)));
  }

  /**
   * A part of {@code owner}, as seen from there: by its own word, its type, and the owner's kind.
   */
  AbstractValue part(
      Tree ownerTree, AbstractValue owner, @Nullable TypeMirror type, Capability word) {
    if (owner.has(AbstractValue.ERROR)) {
      return AbstractValue.ERRONEOUS;
    }
    if (owner.kind() == ReferenceKind.TAG && body.scope.enforces(Rule.TAGS)) {
      body.requirements.tag(ownerTree);
      return AbstractValue.ERRONEOUS;
    }
    AbstractValue part =
        switch (word) {
          case VAL -> AbstractValue.VAL;
          case TAG -> AbstractValue.TAG;
          default ->
              owner.kind() == ReferenceKind.REF && owner.has(AbstractValue.VAL_PARTS)
                  ? AbstractValue.VAL
                  : switch (owner.kind()) {
                    case IMM -> immutablePart(ownerTree);
                    case VAL -> AbstractValue.VAL.withNote(owner.note());
                    case SHARED ->
                        AbstractValue.ref(
                            RegionState.OUTER,
                            new Provenance(Provenance.Cause.STATE, Scope.text(ownerTree), 0));
                    case BOX -> owner.has(AbstractValue.VAL_PARTS) ? AbstractValue.VAL : owner;
                    default ->
                        word == Capability.BOX
                            ? new AbstractValue(
                                ReferenceKind.BOX, owner.region(), owner.note(), null, 0)
                            : AbstractValue.ref(owner.region(), owner.note());
                  };
        };
    return normalise(type, part);
  }

  /** A part of mutable type of an immutable value: val if the type of the value tells, else IMM. */
  private AbstractValue immutablePart(Tree owner) {
    return owner instanceof ExpressionTree expression
            && body.scope.context.immutableTypes.isShareable(body.scope.type(expression))
        ? AbstractValue.VAL
        : AbstractValue.IMM;
  }

  FieldAnalysis fields() {
    return fields;
  }

  PatternAnalysis patterns() {
    return patterns;
  }
}
