package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** Loops: each is walked until its head knows all that its rounds can bring back to it. */
final class LoopAnalysis {
  /*
   * Why once is not enough
   *       X x = new X();
   *       while (more()) {
   *         x.read();        // fine in the first round, CAP101 in the second
   *         K.send(x);
   *       }
   *
   *   The second round begins with what the first one left. Walking twice finds this fault; where aliases are handed
   *   from name to name, a third round may be needed. So a round starts from a copy of the head and joins its end into
   *   the head, until a join adds nothing.
   *
   * Termination
   *   A join only weakens kinds, adds ends and connects regions (RegionStateTest). Names declared inside are forgotten,
   *   so a head has finitely many. The bound of fifty rounds guards against a fault of the checker; the argument does
   *   not need it.
   *
   * Functions
   *   A function that a method calls with each element and then forgets, such as that of forEach, is a loop, too: what
   *   its body stores is seen where it stands.
   */

  private final BodyAnalysis body;

  LoopAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  /** Runs one round of a loop until nothing new is learned at its head. */
  private void loop(ControlFrame.Target frame, Supplier<RegionState> round) {
    RegionState head = body.state;
    Set<Object> before = body.knownNames();
    for (int i = 0; ; i++) {
      body.state = head.copy();
      body.frames.push(frame);
      RegionState again = round.get();
      body.frames.pop();
      if (!again.alive() || !body.scope.enforces(Rule.CONTROL_FLOW)) {
        break;
      }
      body.state = again;
      body.forgetNewNames(before);
      RegionState next = RegionState.join(head, body.state);
      if (next.agreesWith(head) || i > 50) {
        break;
      }
      head = next;
    }
    body.state = frame.broken;
    if (body.state.alive()) {
      body.forgetNewNames(before);
    }
  }

  /** The condition is tested before each round; the loop ends where it is false. */
  void whileLoop(WhileLoopTree tree) {
    var frame = new ControlFrame.Target(tree);
    loop(
        frame,
        () -> {
          ExpressionAnalysis.Split split = body.expressions.condition(tree.getCondition());
          frame.broken = RegionState.join(frame.broken, split.no());
          body.state = split.yes();
          body.statements.run(tree.getStatement());
          return RegionState.join(body.state, frame.continued);
        });
  }

  /** The condition is tested after each round, which {@code continue} reaches too. */
  void doLoop(DoWhileLoopTree tree) {
    var frame = new ControlFrame.Target(tree);
    loop(
        frame,
        () -> {
          body.statements.run(tree.getStatement());
          body.state = RegionState.join(body.state, frame.continued);
          if (!body.state.alive()) {
            return body.state;
          }
          ExpressionAnalysis.Split split = body.expressions.condition(tree.getCondition());
          frame.broken = RegionState.join(frame.broken, split.no());
          return split.yes();
        });
  }

  /** What {@code continue} reaches is the update; its names live as long as the loop. */
  void forLoop(ForLoopTree tree) {
    for (StatementTree initial : tree.getInitializer()) {
      body.statements.run(initial);
    }
    var frame = new ControlFrame.Target(tree);
    loop(
        frame,
        () -> {
          if (tree.getCondition() != null) {
            ExpressionAnalysis.Split split = body.expressions.condition(tree.getCondition());
            frame.broken = RegionState.join(frame.broken, split.no());
            body.state = split.yes();
          }
          body.statements.run(tree.getStatement());
          body.state = RegionState.join(body.state, frame.continued);
          for (StatementTree update : tree.getUpdate()) {
            body.statements.run(update);
          }
          return body.state;
        });
    for (StatementTree initial : tree.getInitializer()) {
      if (initial instanceof VariableTree variable) {
        body.state.remove(body.scope.declared(variable));
      }
    }
  }

  /**
   * Each round is given an element, as part of what is iterated over; a queue of isolated elements
   * gives each away.
   */
  void forEach(EnhancedForLoopTree tree) {
    ExpressionTree source = tree.getExpression();
    AbstractValue items = body.expressions.eval(source);
    if (!body.locks.walk(source, items)) {
      items = AbstractValue.ERRONEOUS;
    }
    body.state.put(tree, items);
    var frame = new ControlFrame.Target(tree);
    Element variable = body.scope.declared(tree.getVariable());
    loop(
        frame,
        () -> {
          AbstractValue now = body.requirements.usable(body.state, source, body.state.get(tree));
          frame.broken = RegionState.join(frame.broken, body.state);
          AbstractValue item =
              now.kind() == ReferenceKind.SHARED && body.contents.givesElements(source)
                  ? AbstractValue.ref(body.state.fresh())
                  : body.expressions.part(
                      source, now, variable.asType(), body.contents.elementWord(source));
          body.statements.bind(
              variable, null, body.locks.element(source, variable, now, item), tree.getVariable());
          body.mayThrow();
          body.statements.run(tree.getStatement());
          return RegionState.join(body.state, frame.continued);
        });
    body.state.remove(tree);
    body.state.remove(variable);
  }

  private AbstractValue known(ExpressionTree owner) {
    return Objects.requireNonNull(body.state.get(owner), "the owner waits in the state");
  }

  /**
   * Runs a function that is called with parts of {@code owner} any number of times, then forgotten.
   */
  void each(LambdaExpressionTree function, ExpressionTree owner) {
    var frame = new ControlFrame.Target(function);
    ExecutableElement called =
        FunctionalTypes.functionalMethod(
            body.scope.context.capabilities, body.scope.type(function));
    boolean givesBack = called == null || !CallAnalysis.isVoid(called.getReturnType());
    loop(
        frame,
        () -> {
          frame.broken = RegionState.join(frame.broken, body.state);
          AbstractValue given =
              new CapCalls(body)
                  .run(
                      function,
                      () -> body.expressions.part(owner, known(owner), null, Capability.NONE));
          AbstractValue now = known(owner);
          if (givesBack && body.state.alive() && given.regional() && now.regional()) {
            Provenance why =
                new Provenance(
                    Provenance.Cause.STORED, Scope.text(owner), body.scope.line(function));
            body.state.merge(now.region(), given.region(), why); // It may become a part.
          }
          return body.state;
        });
  }
}
