package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** A call: what connects, what moves, what comes back. */
final class CallAnalysis {
  /** One argument, after it was evaluated. */
  private record Argument(
      ExpressionTree tree,
      AbstractValue value,
      Capability word,
      TypeMirror type,
      int parameter,
      boolean kept) {
    /** Tells whether it may only be read, while nothing says that the method does no more. */
    boolean isRestricted() {
      return word == Capability.NONE
          && (value.kind() == ReferenceKind.VAL || value.kind() == ReferenceKind.BOX || isView());
    }

    boolean isView() {
      return value.kind() == ReferenceKind.SHARED && value.has(AbstractValue.LOCKED);
    }

    Argument notKept() {
      return new Argument(tree, value, word, type, parameter, false);
    }
  }

  private final BodyAnalysis body;

  CallAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  AbstractValue invocation(MethodInvocationTree tree) {
    ExecutableElement method = body.scope.method(tree);
    if (method == null) {
      tree.getArguments().forEach(body.expressions::eval);
      return AbstractValue.IMM;
    }
    AbstractValue special = new CapCalls(body).convert(tree, method);
    if (special != null) {
      return special;
    }
    ExpressionTree select = ExpressionAnalysis.bare(tree.getMethodSelect());
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    if (isStatic && StaticAccess.givesConstants(body.scope, tree, method)) {
      return AbstractValue.ERRONEOUS;
    }
    AbstractValue receiver = null;
    ExpressionTree receiverTree = null;
    if (select instanceof MemberSelectTree member) {
      if (!body.expressions.isTypeName(member.getExpression())) {
        receiverTree = member.getExpression();
        receiver = body.expressions.eval(receiverTree);
      } else if (!isStatic) {
        receiver = body.self(); // Interface.super.method()
      }
    } else if (method.getKind() == ElementKind.CONSTRUCTOR) {
      receiver = body.self();
    } else if (!isStatic) {
      receiver = body.expressions.fields().implicitOwner(method);
    }
    if (isStatic) {
      receiver = null;
    }
    return call(tree, method, receiver, receiverTree, tree.getArguments(), List.of(), false);
  }

  AbstractValue creation(NewClassTree tree) {
    ExecutableElement constructor = body.scope.method(tree);
    if (constructor == null) {
      tree.getArguments().forEach(body.expressions::eval);
      return AbstractValue.IMM;
    }
    List<AbstractValue> captured = new ArrayList<>();
    if (tree.getEnclosingExpression() != null) {
      AbstractValue outer = body.expressions.eval(tree.getEnclosingExpression());
      body.state.put(tree, outer);
    }
    AbstractValue result;
    if (tree.getClassBody() != null) {
      captured.addAll(body.lambdas.anonymousClass(tree));
      result = call(tree, constructor, null, null, tree.getArguments(), captured, true);
    } else {
      TypeElement type = (TypeElement) constructor.getEnclosingElement();
      if (tree.getEnclosingExpression() == null && body.scope.enforces(Rule.CAPTURE)) {
        captured.addAll(body.lambdas.capturedByCreation(type));
      }
      body.scope.context.declarations.instantiation(body.scope, tree, type);
      result = call(tree, constructor, null, null, tree.getArguments(), captured, true);
    }
    return result;
  }

  private AbstractValue call(
      Tree tree,
      ExecutableElement method,
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<? extends ExpressionTree> trees,
      List<AbstractValue> captured,
      boolean creates) {
    if (receiver != null && receiverTree != null) {
      body.state.put(receiverTree, receiver);
    }
    MethodModel model = body.scope.context.model(method);
    boolean givenAway = false;
    for (ExpressionTree argument : trees) {
      ExpressionTree bare = ExpressionAnalysis.bare(argument);
      LambdaAnalysis.Lent lent = lent(method, model, receiver, receiverTree, trees, argument);
      if (lent.owner() == null && givesAway(method, receiver, receiverTree, trees, argument)) {
        lent = new LambdaAnalysis.Lent(lent.value(), lent.flowsOn(), receiver);
        givenAway = true;
      }
      AbstractValue value =
          switch (bare) {
            case LambdaExpressionTree lambda when model.has(MethodTrait.RUNS_ONCE) ->
                new CapCalls(body).runOnce(lambda);
            case LambdaExpressionTree lambda -> body.lambdas.lambda(lambda, lent);
            case MemberReferenceTree reference -> body.lambdas.reference(reference, lent);
            default -> body.expressions.eval(argument);
          };
      body.state.put(argument, value);
    }
    Set<ExpressionTree> called = givenAway ? Set.of() : callEach(model, receiverTree, trees);
    if (creates
        && tree instanceof NewClassTree creation
        && creation.getEnclosingExpression() != null) {
      captured = new ArrayList<>(captured);
      captured.add(
          body.requirements.usable(
              body.state, creation.getEnclosingExpression(), body.state.remove(tree)));
    }
    AbstractValue now = receiver;
    if (receiver != null && receiverTree != null) {
      now = body.state.remove(receiverTree);
      if (model.has(MethodTrait.SINK_RECEIVER) || !isThreadMethod(method)) {
        now = body.requirements.usable(body.state, receiverTree, now);
      }
    }
    boolean broken = now != null && now.has(AbstractValue.ERROR);
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      ExpressionTree each = trees.get(i);
      AbstractValue value = body.requirements.usable(body.state, each, body.state.remove(each));
      broken |= value.has(AbstractValue.ERROR);
      Argument argument = argument(method, model, now, receiverTree, trees, value, i);
      arguments.add(called.contains(each) ? argument.notKept() : argument);
    }
    body.mayThrow();
    if (broken) {
      return AbstractValue.ERRONEOUS;
    }
    if (!admit(tree, method, model, now, receiverTree, arguments)) {
      return AbstractValue.ERRONEOUS;
    }
    AbstractValue result =
        new CallResults(body)
            .of(
                tree,
                method,
                model,
                now,
                receiverTree,
                mix(tree, method, now, arguments, captured),
                creates,
                inputs(arguments));
    if (!creates) {
      result = body.expressions.holding(method.getReturnType(), result);
      result = body.locks.result(method, model, now, receiverTree, body.scope.type(tree), result);
      result = StreamAnalysis.parallel(method, model, now, trees, body.scope.type(tree), result);
    }
    move(tree, method, model, now, receiverTree, arguments);
    if (givenAway && now != null && now.regional()) {
      body.state.end(
          now.region(),
          new Provenance(
              Provenance.Cause.MOVED,
              name(tree, method),
              body.scope.line(tree),
              body.scope.end(tree)));
    }
    body.mayThrow();
    return result;
  }

  private static List<AbstractValue> inputs(List<Argument> arguments) {
    return arguments.stream().map(Argument::value).toList();
  }

  /**
   * Lambdas that the call runs and forgets are run where they stand, to see what they connect;
   * gives them back.
   */
  private Set<ExpressionTree> callEach(
      MethodModel model, ExpressionTree receiver, List<? extends ExpressionTree> trees) {
    Set<ExpressionTree> called = new HashSet<>();
    if (!model.has(MethodTrait.CALLS) || !body.scope.enforces(Rule.LIBRARY_MODEL)) {
      return called;
    }
    ExpressionTree elements = receiver == null ? trees.getFirst() : receiver;
    for (ExpressionTree each : trees) {
      AbstractValue function = body.state.get(each);
      if (each != elements
          && ExpressionAnalysis.bare(each) instanceof LambdaExpressionTree lambda
          && function.regional()
          && body.state.get(elements) != null
          && !contentsAreVal(elements, body.scope.type(elements))) {
        body.scope.context.diagnostics.withoutReporting(
            () -> body.statements.each(lambda, elements));
        called.add(each);
      }
    }
    return called;
  }

  /** What a call does with a function that it is given. */
  private LambdaAnalysis.Lent lent(
      ExecutableElement method,
      MethodModel model,
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<? extends ExpressionTree> trees,
      ExpressionTree argument) {
    AbstractValue owner = null;
    if (isHandedOn(model, trees, argument)) {
      owner = body.state.get(trees.getFirst());
    } else if (StreamAnalysis.endsWithEach(method)
        && receiver != null
        && receiver.has(AbstractValue.NEW_PARTS)
        && ExpressionAnalysis.bare(receiverTree)
            instanceof MethodInvocationTree) { // nobody else has it
      owner = AbstractValue.IMM;
    }
    return new LambdaAnalysis.Lent(lent(receiver), StreamAnalysis.isStep(method), owner);
  }

  /** Tells whether an optional that nothing else reaches is given away with what is in it. */
  private boolean givesAway(
      ExecutableElement method,
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<? extends ExpressionTree> trees,
      ExpressionTree argument) {
    if (!StreamAnalysis.endsWithOne(method) || receiver == null || receiverTree == null) {
      return false;
    }
    if (receiver.has(AbstractValue.ERROR)) {
      return true; // It is said already that nothing is in it any more.
    }
    if (receiver.kind() != ReferenceKind.REF
        || receiver.has(AbstractValue.VAL_PARTS)
        || argument != trees.getFirst()
        || body.state.held(receiver.region())) {
      return false;
    }
    var kept = new LambdaAnalysis.Lent(null, true, null);
    return switch (ExpressionAnalysis.bare(argument)) {
      case LambdaExpressionTree lambda ->
          !body.scope.context.diagnostics.tryAnalyse(
              () -> new LambdaAnalysis(body).lambda(lambda, kept));
      case MemberReferenceTree reference ->
          !body.scope.context.diagnostics.tryAnalyse(
              () -> new LambdaAnalysis(body).reference(reference, kept));
      default -> false;
    };
  }

  private boolean reaches(ExpressionTree function, AbstractValue value) {
    AbstractValue reached = body.state.get(function);
    return reached != null
        && reached.regional()
        && body.state.same(reached.region(), value.region());
  }

  private static boolean isHandedOn(
      MethodModel model, List<? extends ExpressionTree> trees, ExpressionTree argument) {
    return model.has(MethodTrait.HANDS_ON) && trees.size() > 1 && argument == trees.get(1);
  }

  /** What a lambda's unannotated parameters may do when the receiver hands them out. */
  private AbstractValue lent(AbstractValue receiver) {
    if (receiver == null || !body.scope.enforces(Rule.READ_ONLY)) {
      return null;
    }
    return switch (receiver.kind()) {
      case VAL -> AbstractValue.VAL;
      case BOX ->
          receiver.has(AbstractValue.VAL_PARTS)
              ? AbstractValue.VAL
              : AbstractValue.box(
                  RegionState.OUTER, new Provenance(Provenance.Cause.LAMBDA_PARAMETER, "", 0));
      case REF -> receiver.has(AbstractValue.VAL_PARTS) ? AbstractValue.VAL : null;
      default -> null;
    };
  }

  private boolean isThreadMethod(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement type
        && type.getQualifiedName().contentEquals("java.lang.Thread");
  }

  private Argument argument(
      ExecutableElement method,
      MethodModel model,
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<? extends ExpressionTree> trees,
      AbstractValue value,
      int index) {
    ExpressionTree tree = trees.get(index);
    List<? extends VariableElement> parameters = method.getParameters();
    TypeMirror type = body.scope.type(tree);
    int at = Math.min(index, parameters.size() - 1);
    if (at < 0) {
      return new Argument(tree, value, Capability.NONE, type, -1, true);
    }
    Capability word = body.scope.context.capabilities.of(parameters.get(at));
    if (word == Capability.NONE) {
      word = genericWord(method, receiverTree, at);
    }
    if (model.has(MethodTrait.HANDS_ON)
        && index == 0
        && value.kind() == ReferenceKind.REF
        && !body.state.held(value.region())
        && !reaches(trees.get(1), value)) {
      return new Argument(tree, value, Capability.ISO, type, at, false);
    }
    boolean kept = new ArgumentRetention(body).keeps(method, model, receiverTree, trees, index, at);
    if ((word == Capability.VAL || word == Capability.ISO)
        && value.kind().regional()
        && body.scope.summaries().copies(method, at)) {
      return new Argument(tree, value, Capability.BOX, type, at, false);
    }
    if (word == Capability.NONE && isSink(model, receiver, kept)) {
      word = Capability.SENDING;
    }
    return new Argument(tree, value, word, type, at, kept);
  }

  private boolean isSink(MethodModel model, AbstractValue receiver, boolean kept) {
    if (!body.scope.enforces(Rule.SINKS) || !body.scope.optedIn) {
      return false;
    }
    return model.has(MethodTrait.SINK)
        || model.has(MethodTrait.SHARED)
        || (receiver != null && receiver.kind() == ReferenceKind.SHARED && kept);
  }

  /** The word a type argument of the receiver gives to a parameter, as in {@code List<@Val X>}. */
  private Capability genericWord(ExecutableElement method, ExpressionTree receiverTree, int index) {
    ExecutableType type = memberType(method, receiverTree);
    return type == null
        ? Capability.NONE
        : CapabilityReader.onType(type.getParameterTypes().get(index));
  }

  private ExecutableType memberType(ExecutableElement method, ExpressionTree receiverTree) {
    if (receiverTree == null || !body.scope.enforces(Rule.GENERICS)) {
      return null;
    }
    TypeMirror declared = body.expressions.declaredType(receiverTree);
    if (!(declared instanceof DeclaredType owner) || !CapabilityReader.hasWordInside(owner)) {
      return null;
    }
    return body.scope.context.types.asMemberOf(owner, method) instanceof ExecutableType member
        ? member
        : null;
  }

  Capability genericResult(ExecutableElement method, ExpressionTree receiverTree) {
    ExecutableType type = memberType(method, receiverTree);
    return type == null ? Capability.NONE : CapabilityReader.onType(type.getReturnType());
  }

  /** The result's type with the words that the receiver's declaration gives it. */
  TypeMirror declaredResult(MethodInvocationTree call) {
    ExecutableElement method = body.scope.method(call);
    ExpressionTree select = ExpressionAnalysis.bare(call.getMethodSelect());
    if (method != null && select instanceof MemberSelectTree member) {
      ExecutableType type =
          body.expressions.isTypeName(member.getExpression())
              ? null
              : memberType(method, member.getExpression());
      if (type != null) {
        return type.getReturnType();
      }
    }
    if (method != null && CapabilityReader.hasWordInside(method.getReturnType())) {
      return method.getReturnType();
    }
    return body.scope.type(call);
  }

  /** Tells whether copying the elements of {@code tree} copies no mutable object. */
  boolean contentsAreVal(ExpressionTree tree, TypeMirror type) {
    return contentsAreVal(body.expressions.declaredType(tree)) || contentsAreVal(type);
  }

  boolean contentsAreVal(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> isImmutable(array.getComponentType());
      case DeclaredType declared ->
          !declared.getTypeArguments().isEmpty()
              && declared.getTypeArguments().stream().allMatch(this::isImmutable);
      default -> type.getKind().isPrimitive();
    };
  }

  private boolean isImmutable(TypeMirror type) {
    return body.scope.context.immutableTypes.isShareableAsWritten(type)
        || body.scope.context.immutableTypes.isShared(type);
  }

  /** May the receiver and the arguments go where they are put? */
  private boolean admit(
      Tree tree,
      ExecutableElement method,
      MethodModel model,
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<Argument> arguments) {
    boolean fits = body.locks.receives(receiverTree, receiver, model);
    boolean restricted =
        receiver != null
            && (receiver.kind() == ReferenceKind.VAL
                || receiver.kind() == ReferenceKind.BOX
                || receiver.kind() == ReferenceKind.TAG);
    if (restricted) {
      Tree shown = receiverTree == null ? tree : receiverTree;
      if (receiver.kind() == ReferenceKind.TAG || !reads(method, model)) {
        fits =
            body.requirements.writable(
                tree,
                shown,
                receiver,
                "'" + method.getSimpleName() + "()' may write" + ifItReads(method));
      }
    }
    if (receiver != null
        && receiver.has(AbstractValue.PARALLEL)
        && body.scope.enforces(Rule.SINKS)) {
      fits &= parallel(arguments);
    }
    if (StreamAnalysis.startsParallel(model, arguments.stream().map(Argument::tree).toList())
        && body.scope.optedIn
        && body.scope.enforces(Rule.SINKS)) {
      fits &= parallelElements(tree, receiver, receiverTree) && parallel(arguments);
    }
    boolean given = given(method, arguments) != null;
    boolean jdk = body.scope.context.isJdk(method);
    for (Argument argument : arguments) {
      fits &=
          (given && argument.isRestricted())
              || lends(method, receiverTree, argument)
              || admit(method, model, argument);
      ReferenceKind handedOn =
          given && argument.parameter >= 0
              ? body.scope
                  .summaries()
                  .lent(
                      method, restricted(arguments), method.getParameters().get(argument.parameter))
              : null;
      if (jdk || handedOn != null) {
        fits &= reads(method, receiver, argument, handedOn);
      }
      fits &= contents(method, receiver, argument);
    }
    return fits;
  }

  /** What a method gives back that gets what may only be read, or null if it needs more. */
  private ReferenceKind given(ExecutableElement method, List<Argument> arguments) {
    Map<Integer, ReferenceKind> restricted = restricted(arguments);
    return restricted.isEmpty()
            || !body.scope.enforces(Rule.READ_ONLY)
            || arguments.stream().anyMatch(each -> each.isView() && isSpread(method, each))
        ? null
        : body.scope.summaries().given(method, restricted);
  }

  private static Map<Integer, ReferenceKind> restricted(List<Argument> arguments) {
    Map<Integer, ReferenceKind> restricted = new HashMap<>();
    for (Argument argument : arguments) {
      if (argument.isRestricted()) {
        restricted.merge(
            argument.parameter, argument.value.kind(), (a, b) -> a == b ? a : ReferenceKind.BOX);
      }
    }
    return restricted;
  }

  /** A function that is handed what may only be read must only read. */
  private boolean reads(
      ExecutableElement method, AbstractValue receiver, Argument argument, ReferenceKind handedOn) {
    if (argument.parameter < 0 || !body.scope.enforces(Rule.READ_ONLY)) {
      return true;
    }
    AbstractValue given =
        handedOn == null
            ? isFunctionOf(argument) ? lent(receiver) : null
            : handedOn == ReferenceKind.VAL
                ? AbstractValue.VAL
                : AbstractValue.box(
                    RegionState.OUTER, new Provenance(Provenance.Cause.LAMBDA_PARAMETER, "", 0));
    if (given == null || body.lambdas.reads(argument.tree, given)) {
      return true;
    }
    body.error(
        DiagnosticCode.CAP204,
        argument.tree,
        "'"
            + Scope.text(argument.tree)
            + "' may write what '"
            + method.getSimpleName()
            + "' gives it, which may only be read. Write it as a lambda here.");
    return false;
  }

  /** Tells whether a function of the JDK is given that can write what it is handed. */
  private boolean isFunctionOf(Argument argument) {
    if (ExpressionAnalysis.bare(argument.tree) instanceof LambdaExpressionTree
        || ExpressionAnalysis.bare(argument.tree) instanceof MemberReferenceTree
        || !ArgumentRetention.isFunction(argument.type)
        || !(argument.type instanceof DeclaredType function)
        || function.asElement().getSimpleName().contentEquals("Comparator")) {
      return false;
    }
    ExecutableElement called =
        FunctionalTypes.functionalMethod(body.scope.context.capabilities, function);
    return called != null
        && body.scope.context.types.asMemberOf(function, called) instanceof ExecutableType type
        && !type.getParameterTypes().stream().allMatch(this::isHarmless);
  }

  private boolean isHarmless(TypeMirror type) {
    TypeMirror bound =
        type instanceof WildcardType wildcard && wildcard.getSuperBound() != null
            ? wildcard.getSuperBound()
            : type;
    return bound.getKind().isPrimitive() || body.scope.context.immutableTypes.isShareable(bound);
  }

  /** Tells whether a parameter that is a function is called with what may only be read. */
  private boolean lends(ExecutableElement method, ExpressionTree receiver, Argument argument) {
    return receiver != null
        && argument.isRestricted()
        && !argument.isView()
        && body.scope.context.isJdk(method)
        && method.getModifiers().contains(Modifier.ABSTRACT)
        && ArgumentRetention.isFunction(method.getEnclosingElement().asType())
        && CallAnalysis.isVoid(method.getReturnType())
        && body.lambdas.lends(receiver, argument.value.kind());
  }

  private static boolean isSpread(ExecutableElement method, Argument argument) {
    return method.isVarArgs() && argument.parameter == method.getParameters().size() - 1;
  }

  private String ifItReads(ExecutableElement method) {
    return body.scope.context.isSource(method) ? " (if it does not, mark it @ReadOnly)" : "";
  }

  private boolean reads(ExecutableElement method, MethodModel model) {
    return model.has(MethodTrait.READS)
        || body.scope.context.capabilities.declaresReadOnly(method)
        || body.scope.summaries().isReadOnly(method);
  }

  private boolean admit(ExecutableElement method, MethodModel model, Argument argument) {
    AbstractValue value = argument.value;
    if (argument.word != Capability.TAG && value.has(AbstractValue.LOCKED)) {
      return body.locks.takes(argument.tree, value, method, model, argument.kept);
    }
    return switch (argument.word) {
      case ISO, SENDING -> true; // Checked in move(), after what the call connects is known.
      case VAL -> {
        TypeMirror declared = method.getParameters().get(argument.parameter).asType();
        yield body.requirements.val(argument.tree, value, argument.type, declared)
            && (declared.getKind() != TypeKind.TYPEVAR
                || body.scope.context.capabilities.of(
                        method.getParameters().get(argument.parameter))
                    != Capability.VAL
                || body.requirements.received(argument.tree, value, argument.type));
      }
      case BOX -> body.requirements.readable(argument.tree, value);
      case TAG -> true;
      case NONE ->
          isRead(method, model, argument.parameter)
              ? body.requirements.readable(argument.tree, value)
              : body.requirements.lent(argument.tree, value, parameterOf(method, argument));
    };
  }

  /** The parameter that could carry a word; null where nobody here can write one. */
  private VariableElement parameterOf(ExecutableElement method, Argument argument) {
    return body.scope.context.isSource(method)
        ? method.getParameters().get(argument.parameter)
        : null;
  }

  /** Tells whether a method of the tables only reads what fills this parameter. */
  private boolean isRead(ExecutableElement method, MethodModel model, int parameter) {
    if ((model.has(MethodTrait.WRITES_FIRST) && parameter == 0)
        || (model.has(MethodTrait.WRITES_THIRD) && parameter == 2)) {
      return false;
    }
    return model.has(MethodTrait.KEEPS_OUT)
        || model.has(MethodTrait.DERIVE)
        || model.has(MethodTrait.VAL)
        || model.has(MethodTrait.COPIES)
        || StreamAnalysis.isSource(method);
  }

  /**
   * What an argument holds must fit the parameter, and what a container of val is given must be
   * val.
   */
  private boolean contents(ExecutableElement method, AbstractValue receiver, Argument argument) {
    if (argument.parameter < 0
        || !argument.kept
        || argument.word == Capability.TAG
        || argument.word == Capability.VAL) {
      return true;
    }
    TypeMirror parameter = method.getParameters().get(argument.parameter).asType();
    if (!body.scope.context.isJdk(method)) {
      return body.requirements.contents(argument.tree, argument.value, parameter, false);
    }
    boolean function =
        ExpressionAnalysis.bare(argument.tree) instanceof LambdaExpressionTree
            || ExpressionAnalysis.bare(argument.tree) instanceof MemberReferenceTree;
    if (receiver != null
        && receiver.kind() == ReferenceKind.REF
        && receiver.has(AbstractValue.VAL_PARTS)
        && argument.kept
        && argument.value.kind() == ReferenceKind.REF
        && !argument.value.has(AbstractValue.VAL_PARTS)
        && !function
        && body.scope.enforces(Rule.GENERICS)) {
      return body.requirements.val(argument.tree, argument.value, argument.type);
    }
    return true;
  }

  /** Steps of a parallel stream run at the same time: they may share nothing mutable. */
  private boolean parallel(List<Argument> arguments) {
    boolean fits = true;
    for (Argument argument : arguments) {
      if (argument.value.regional() && !(argument.type instanceof ArrayType)) {
        body.error(
            DiagnosticCode.CAP102,
            argument.tree,
            "cannot send '"
                + Scope.text(argument.tree)
                + "': several threads run it at once, and it reaches mutable state. Let it use only"
                + " val, or let one thread run it (stream()).");
        fits = false;
      }
    }
    return fits;
  }

  private boolean parallelElements(Tree tree, AbstractValue receiver, ExpressionTree receiverTree) {
    if (receiver == null || receiverTree == null || !receiver.regional()) {
      return true;
    }
    TypeMirror type = body.expressions.declaredType(receiverTree);
    if (!(type instanceof DeclaredType declared)
        || declared.getTypeArguments().isEmpty()
        || contentsAreVal(type)
        || receiver.has(AbstractValue.VAL_PARTS)) {
      return true;
    }
    body.error(
        DiagnosticCode.CAP102,
        tree,
        "cannot send the elements of '"
            + Scope.text(receiverTree)
            + "': a parallel stream hands them to several threads, and they are mutable. Use"
            + " stream().");
    return false;
  }

  /** Connects what the call may connect; the region of it, or -1 if there was none. */
  private CallResults.Mix mix(
      Tree tree,
      ExecutableElement method,
      AbstractValue receiver,
      List<Argument> arguments,
      List<AbstractValue> captured) {
    List<CallResults.Part> parts = new ArrayList<>();
    captured.forEach(value -> parts.add(new CallResults.Part(value, MethodSummary.RESULT)));
    boolean constructs = method.getKind() == ElementKind.CONSTRUCTOR;
    if (receiver != null && receiver.regional()) {
      parts.add(
          new CallResults.Part(
              receiver, constructs ? MethodSummary.RESULT : MethodSummary.RECEIVER));
    }
    for (Argument argument : arguments) {
      boolean moved = argument.word == Capability.ISO || argument.word == Capability.SENDING;
      if (argument.value.regional()
          && argument.word != Capability.TAG
          && argument.word != Capability.VAL
          && !moved
          && argument.kept) {
        parts.add(new CallResults.Part(argument.value, argument.parameter));
      }
    }
    boolean apart = constructs || receiver == null || !receiver.regional();
    return new CallResults.Mix(
        parts,
        body.scope.summaries().of(method),
        given(method, arguments),
        apart,
        name(tree, method),
        body.scope.line(tree));
  }

  static String name(Tree tree, ExecutableElement method) {
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      return method.getEnclosingElement().getSimpleName().toString();
    }
    return method.getSimpleName().toString();
  }

  /** An isolated argument ends, and must be apart from the rest of the call. */
  private void move(
      Tree tree,
      ExecutableElement method,
      MethodModel model,
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<Argument> arguments) {
    String to =
        receiverTree instanceof IdentifierTree name
            ? name.getName().toString()
            : name(tree, method);
    Provenance why =
        new Provenance(Provenance.Cause.MOVED, to, body.scope.line(tree), body.scope.end(tree));
    if (model.has(MethodTrait.SINK_RECEIVER)
        && receiver != null
        && receiver.regional()
        && body.scope.optedIn
        && body.scope.enforces(Rule.SINKS)
        && body.requirements.isolated(
            body.state, receiverTree == null ? tree : receiverTree, receiver, true)) {
      body.state.end(receiver.region(), why);
    }
    if (body.scope.context.options.noThreads() && body.scope.optedIn && startsThread(model)) {
      body.error(
          DiagnosticCode.CAP303,
          tree,
          "'"
              + name(tree, method)
              + "' uses another thread, which is forbidden here. Spawn an agent.");
    }
    List<Integer> ended = new ArrayList<>();
    boolean tangled = false;
    for (Argument argument : arguments) {
      if (argument.word != Capability.ISO && argument.word != Capability.SENDING) {
        continue;
      }
      boolean sending = argument.word == Capability.SENDING;
      if (!body.requirements.isolated(body.state, argument.tree, argument.value, sending)
          || (sending && !mayBeReceived(method, argument))
          || !argument.value.regional()) {
        continue;
      }
      if (tangled || !apart(receiver, receiverTree, arguments, argument)) {
        tangled = true;
      } else {
        ended.add(argument.value.region());
      }
    }
    if (body.scope.enforces(Rule.MOVE)) {
      ended.forEach(region -> body.state.end(region, why));
    }
  }

  /**
   * Whoever receives a value owns it, as its type says: what must not be written cannot come as
   * something that may. {@code Object} promises nothing.
   */
  private boolean mayBeReceived(ExecutableElement method, Argument argument) {
    if (argument.parameter < 0) {
      return true;
    }
    TypeMirror declared = method.getParameters().get(argument.parameter).asType();
    return ExpressionAnalysis.isObject(declared)
        || body.requirements.received(argument.tree, argument.value, argument.type);
  }

  private static boolean startsThread(MethodModel model) {
    return model.has(MethodTrait.SINK)
        || model.has(MethodTrait.SINK_RECEIVER)
        || model.has(MethodTrait.PARALLEL);
  }

  private boolean apart(
      AbstractValue receiver,
      ExpressionTree receiverTree,
      List<Argument> arguments,
      Argument moved) {
    int region = moved.value.region();
    String other = "";
    if (receiver != null && receiver.regional() && body.state.same(receiver.region(), region)) {
      other = receiverTree == null ? "this" : Scope.text(receiverTree);
    }
    for (Argument argument : arguments) {
      boolean sameParameter = argument.parameter == moved.parameter;
      if (!sameParameter
          && argument.value.regional()
          && argument.word != Capability.TAG
          && argument.kept
          && body.state.same(argument.value.region(), region)) {
        other = "argument " + (arguments.indexOf(argument) + 1);
      }
    }
    if (other.isEmpty()) {
      return true;
    }
    body.error(
        DiagnosticCode.CAP105,
        moved.tree,
        "'"
            + Scope.text(moved.tree)
            + "' is also reachable from "
            + (other.startsWith("argument ") ? other + " of this call" : "'" + other + "'")
            + ": an @Iso argument must be separate from all others.");
    return false;
  }

  static boolean isVoid(TypeMirror type) {
    return type.getKind() == TypeKind.VOID || type.getKind().isPrimitive();
  }
}
