package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A call: what connects, what moves, what comes back. */
final class CallAnalysis {
  /*
   * One call, step by step
   *   1  receiver and arguments are evaluated, left to right, and wait in the state
   *   2  functions that the callee calls at once and forgets are run here, to see what they connect (callEach)
   *   3  receiver and arguments are taken out of the state again: each must still be usable, since evaluating a later
   *      argument may have given an earlier one away
   *   4  the call may throw before it has done anything
   *   5  may they go there?                CallAdmission
   *   6  what connects, what comes back?   CallResults with CallConnections
   *   7  what ends?                        MoveCheck
   *   8  the call may throw after it has done everything
   *
   *   After an error up to step 5 the result is ERRONEOUS, and the other steps are left out: what a wrong call connects
   *   would only cause errors that follow from the first.
   *
   * Both throws
   *   A catch block sees the state before the call and the state after it. The second matters most: in
   *
   *       try { K.send(x); mayThrow(); } catch (E e) { use(x); }
   *
   *   the handler runs after the send, and x is gone there.
   *
   * Words of arguments
   *   A parameter's word is written on the method, or given by the receiver's type arguments (List<@Val X>). Without a
   *   word, some arguments count as sent all the same: those of methods that start a thread, and those that something
   *   shared keeps, since any agent may fetch them from there. Conversely, a record's constructor that copies what it
   *   is given asks only for what can be read, although its component says @Val (MethodSummaries.copies).
   */

  private final BodyAnalysis body;
  private final CallAdmission admission;

  CallAnalysis(BodyAnalysis body) {
    this.body = body;
    this.admission = new CallAdmission(body);
  }

  /**
   * Evaluates the receiver of a method call, if there is one, and then the call.
   *
   * <p>Without a dot the receiver is {@code this} or an object around it, whichever has the method.
   */
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
    return call(
        new CallSite(
            tree,
            method,
            body.scope.context.model(method),
            receiver,
            receiverTree,
            tree.getArguments(),
            List.of()));
  }

  /**
   * The same for {@code new}: instead of a receiver, the new object takes along what its class
   * captures.
   */
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
    if (tree.getClassBody() != null) {
      captured.addAll(body.lambdas.anonymousClass(tree));
    } else {
      TypeElement type = CapabilityReader.ownerType(constructor);
      if (tree.getEnclosingExpression() == null && body.scope.enforces(Rule.CAPTURE)) {
        captured.addAll(body.lambdas.capturedByCreation(type));
      }
      body.scope.context.declarations.instantiation(body.scope, tree, type);
    }
    return call(
        new CallSite(
            tree,
            constructor,
            body.scope.context.model(constructor),
            null,
            null,
            tree.getArguments(),
            captured));
  }

  /** One call, in the steps above. */
  private AbstractValue call(CallSite site) {
    if (site.receiver() != null && site.receiverTree() != null) {
      body.state.put(site.receiverTree(), site.receiver());
    }
    boolean givenAway = evaluate(site);
    Set<ExpressionTree> called = givenAway ? Set.of() : callEach(site);
    CallSite now = evaluated(site);
    boolean broken = now.receiver() != null && now.receiver().has(AbstractValue.ERROR);
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < now.arguments().size(); i++) {
      ExpressionTree each = now.arguments().get(i);
      AbstractValue value = body.requirements.usable(body.state, each, body.state.remove(each));
      broken |= value.has(AbstractValue.ERROR);
      Argument argument = argument(now, value, i);
      arguments.add(called.contains(each) ? argument.notKept() : argument);
    }
    body.mayThrow();
    if (broken || !admission.admit(now, arguments)) {
      return AbstractValue.ERRONEOUS;
    }
    AbstractValue result = new CallResults(body).of(now, mix(now, arguments), inputs(arguments));
    if (!now.creates()) {
      result = body.expressions.holding(now.method().getReturnType(), result);
      result = body.locks.result(now, body.scope.type(now.tree()), result);
      result = StreamAnalysis.parallel(now, body.scope.type(now.tree()), result);
    }
    new MoveCheck(body).move(now, arguments);
    if (givenAway && now.receiver() != null && now.receiver().regional()) {
      Provenance why =
          new Provenance(
              Provenance.Cause.MOVED,
              now.name(),
              body.scope.line(now.tree()),
              body.scope.end(now.tree()));
      body.state.end(now.receiver().region(), why);
    }
    body.mayThrow();
    return result;
  }

  /**
   * Evaluates the arguments, whose values wait in the state; tells whether the receiver is given
   * away with what is in it.
   */
  private boolean evaluate(CallSite site) {
    boolean givenAway = false;
    for (ExpressionTree argument : site.arguments()) {
      LambdaAnalysis.Lent lent = lent(site, argument);
      if (lent.owner() == null && givesAway(site, argument)) {
        lent = new LambdaAnalysis.Lent(lent.value(), lent.flowsOn(), site.receiver());
        givenAway = true;
      }
      AbstractValue value =
          switch (ExpressionAnalysis.bare(argument)) {
            case LambdaExpressionTree lambda when site.model().has(MethodTrait.RUNS_ONCE) ->
                new CapCalls(body).runOnce(lambda);
            case LambdaExpressionTree lambda -> body.lambdas.lambda(lambda, lent);
            case MemberReferenceTree reference -> body.lambdas.reference(reference, lent);
            default -> body.expressions.eval(argument);
          };
      body.state.put(argument, value);
    }
    return givenAway;
  }

  /** The call after evaluation: its receiver and what a new object captures, as they are by now. */
  private CallSite evaluated(CallSite site) {
    List<AbstractValue> captured = site.captured();
    if (site.tree() instanceof NewClassTree creation && creation.getEnclosingExpression() != null) {
      captured = new ArrayList<>(captured);
      captured.add(
          body.requirements.usable(
              body.state, creation.getEnclosingExpression(), body.state.remove(creation)));
    }
    AbstractValue receiver = site.receiver();
    if (receiver != null && site.receiverTree() != null) {
      receiver = body.state.remove(site.receiverTree());
      if (site.model().has(MethodTrait.SINK_RECEIVER) || !isThreadMethod(site.method())) {
        receiver = body.requirements.usable(body.state, site.receiverTree(), receiver);
      }
    }
    return site.with(receiver, captured);
  }

  /**
   * Runs, where they stand, the lambdas that the call runs and forgets, to see what they connect.
   * Returns them.
   */
  private Set<ExpressionTree> callEach(CallSite site) {
    Set<ExpressionTree> called = new HashSet<>();
    if (!site.model().has(MethodTrait.CALLS) || !body.scope.enforces(Rule.LIBRARY_MODEL)) {
      return called;
    }
    ExpressionTree elements =
        site.receiverTree() == null ? site.arguments().getFirst() : site.receiverTree();
    for (ExpressionTree each : site.arguments()) {
      AbstractValue function = body.state.get(each);
      if (each != elements
          && ExpressionAnalysis.bare(each) instanceof LambdaExpressionTree lambda
          && function != null
          && function.regional()
          && body.state.get(elements) != null
          && !body.contents.areVal(elements, body.scope.type(elements))) {
        body.scope.context.diagnostics.withoutReporting(
            () -> body.statements.loops().each(lambda, elements));
        called.add(each);
      }
    }
    return called;
  }

  /** What a call does with a function that it is given. */
  private LambdaAnalysis.Lent lent(CallSite site, ExpressionTree argument) {
    AbstractValue owner = null;
    if (isHandedOn(site, argument)) {
      owner = body.state.get(site.arguments().getFirst());
    } else if (StreamAnalysis.endsWithEach(site.method())
        && site.receiver() != null
        && site.receiverTree() != null
        && site.receiver().has(AbstractValue.NEW_PARTS)
        && ExpressionAnalysis.bare(site.receiverTree())
            instanceof MethodInvocationTree) { // nobody else has it
      owner = AbstractValue.IMM;
    }
    return new LambdaAnalysis.Lent(
        admission.lent(site.receiver()), StreamAnalysis.isStep(site.method()), owner);
  }

  /** Tells whether an optional that nothing else reaches is given away, with what is in it. */
  private boolean givesAway(CallSite site, ExpressionTree argument) {
    AbstractValue receiver = site.receiver();
    if (!StreamAnalysis.endsWithOne(site.method())
        || receiver == null
        || site.receiverTree() == null) {
      return false;
    }
    if (receiver.has(AbstractValue.ERROR)) {
      return true; // That nothing is in it any more has been reported.
    }
    if (receiver.kind() != ReferenceKind.REF
        || receiver.has(AbstractValue.VAL_PARTS)
        || argument != site.arguments().getFirst()
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

  /** Tells whether a function captured part of the region of {@code value}. */
  private boolean reaches(ExpressionTree function, AbstractValue value) {
    AbstractValue reached = body.state.get(function);
    return reached != null
        && reached.regional()
        && body.state.same(reached.region(), value.region());
  }

  private static boolean isHandedOn(CallSite site, ExpressionTree argument) {
    return site.model().has(MethodTrait.HANDS_ON)
        && site.arguments().size() > 1
        && argument == site.arguments().get(1);
  }

  /**
   * Tells whether the method is one of {@code Thread}, which may be called on a thread that was
   * started and so is gone: join, interrupt.
   */
  private boolean isThreadMethod(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement type
        && type.getQualifiedName().contentEquals("java.lang.Thread");
  }

  /**
   * What is asked of one argument: the word of its place, and whether it may be kept.
   *
   * <p>The last parameter of a variable arity method takes all arguments that are left.
   */
  private Argument argument(CallSite site, AbstractValue value, int index) {
    ExpressionTree tree = site.arguments().get(index);
    List<? extends VariableElement> parameters = site.method().getParameters();
    TypeMirror type =
        site.model().has(MethodTrait.RUNS_ONCE)
                && ExpressionAnalysis.bare(tree) instanceof LambdaExpressionTree lambda
            ? body.lambdas.givenBack(lambda)
            : body.scope.type(tree);
    int at = Math.min(index, parameters.size() - 1);
    if (at < 0) {
      return new Argument(tree, value, Capability.NONE, type, -1, true);
    }
    Capability word = body.scope.context.capabilities.of(parameters.get(at));
    if (word == Capability.NONE) {
      word = body.contents.genericWord(site.method(), site.receiverTree(), at);
    }
    if (site.model().has(MethodTrait.HANDS_ON)
        && index == 0
        && value.kind() == ReferenceKind.REF
        && !body.state.held(value.region())
        && !reaches(site.arguments().get(1), value)) {
      return new Argument(tree, value, Capability.ISO, type, at, false);
    }
    boolean kept = new ArgumentRetention(body).keeps(site, index, at);
    if ((word == Capability.VAL || word == Capability.ISO)
        && value.kind().regional()
        && body.scope.summaries().copies(site.method(), at)) {
      return new Argument(tree, value, Capability.BOX, type, at, false);
    }
    if (word == Capability.NONE && isSink(site, kept)) {
      word = Capability.SENDING;
    }
    return new Argument(tree, value, word, type, at, kept);
  }

  /**
   * Tells whether an argument without a word leaves the agent: it goes to a thread, or something
   * shared keeps it.
   */
  private boolean isSink(CallSite site, boolean kept) {
    if (!body.scope.enforces(Rule.SINKS) || !body.scope.optedIn) {
      return false;
    }
    return site.model().has(MethodTrait.SINK)
        || site.model().has(MethodTrait.SHARED)
        || (site.receiver() != null && site.receiver().kind() == ReferenceKind.SHARED && kept);
  }

  /** The inputs that the call may connect. */
  private CallConnections.Mix mix(CallSite site, List<Argument> arguments) {
    List<CallConnections.Part> parts = new ArrayList<>();
    site.captured()
        .forEach(value -> parts.add(new CallConnections.Part(value, MethodSummary.RESULT)));
    boolean constructs = site.method().getKind() == ElementKind.CONSTRUCTOR;
    if (site.receiver() != null && site.receiver().regional()) {
      parts.add(
          new CallConnections.Part(
              site.receiver(), constructs ? MethodSummary.RESULT : MethodSummary.RECEIVER));
    }
    for (Argument argument : arguments) {
      boolean moved = argument.word() == Capability.ISO || argument.word() == Capability.SENDING;
      if (argument.value().regional()
          && argument.word() != Capability.TAG
          && argument.word() != Capability.VAL
          && !moved
          && argument.kept()) {
        parts.add(new CallConnections.Part(argument.value(), argument.parameter()));
      }
    }
    boolean apart = constructs || site.receiver() == null || !site.receiver().regional();
    return new CallConnections.Mix(
        parts,
        body.scope.summaries().of(site.method()),
        admission.given(site.method(), arguments),
        apart,
        site.name(),
        body.scope.line(site.tree()));
  }

  private static List<AbstractValue> inputs(List<Argument> arguments) {
    return arguments.stream().map(Argument::value).toList();
  }

  /** Tells whether a result can reach nothing: there is none, or it is a primitive. */
  static boolean isVoid(TypeMirror type) {
    return type.getKind() == TypeKind.VOID || type.getKind().isPrimitive();
  }
}
