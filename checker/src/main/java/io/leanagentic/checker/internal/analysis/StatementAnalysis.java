package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Statements in the order of execution. */
final class StatementAnalysis {
  /*
   * Paths
   *   Statements run in order, each on the state that the one before it left. At a branch the state is copied, each
   *   side runs on its copy, and the two results are joined. A statement that leaves, such as return, hands its state
   *   to its target and leaves behind a state that no path reaches: nothing is run or reported until another path joins
   *   in.
   *
   * Jumps
   *   break, continue and yield find their target among the frames, run the cleanups in between (a finally block, the
   *   closing of resources) and join their state into the target's. A return does the same for the body itself, or for
   *   a lambda that is run where it stands (ControlFrame.Inline). Its value waits in the state meanwhile: in
   *
   *       try { return x; } finally { K.send(x); }
   *
   *   the finally block gives x away before the caller gets it, and that must be seen.
   *
   * Switches
   *   Cases are tried in order. `rest` is the state in which no case has matched so far: a guard that fails adds what
   *   its evaluation did. A case of the old form begins in the join of two states: its own match, and the fall from the
   *   case above. What no case matches goes past the switch, unless the switch is exhaustive.
   *
   * Scopes
   *   A name is forgotten at the end of its block, so that the states of a loop head have the same names in each round.
   */

  private final BodyAnalysis body;
  private final LoopAnalysis loops;
  private final IdentityHashMap<Tree, String> labels = new IdentityHashMap<>();

  StatementAnalysis(BodyAnalysis body) {
    this.body = body;
    this.loops = new LoopAnalysis(body);
  }

  LoopAnalysis loops() {
    return loops;
  }

  /** Runs a statement if some path reaches it; null stands for none, such as an absent else. */
  void run(@Nullable StatementTree tree) {
    if (tree == null || !body.state.alive()) {
      return;
    }
    switch (tree) {
      case BlockTree block -> block(block.getStatements());
      case VariableTree variable -> declare(variable);
      case ExpressionStatementTree statement -> body.expressions.eval(statement.getExpression());
      case IfTree branch -> branch(branch);
      case WhileLoopTree loop -> loops.whileLoop(loop);
      case DoWhileLoopTree loop -> loops.doLoop(loop);
      case ForLoopTree loop -> loops.forLoop(loop);
      case EnhancedForLoopTree loop -> loops.forEach(loop);
      case LabeledStatementTree labeled -> labeled(labeled);
      case SwitchTree choice -> switchOver(choice);
      case TryTree attempt -> new TryAnalysis(body).run(attempt);
      case SynchronizedTree locked -> body.locks.run(locked);
      case ReturnTree leaving -> giveBack(leaving);
      case ThrowTree thrown -> {
        thrown(thrown, body.expressions.eval(thrown.getExpression()));
        body.mayThrow();
        body.state = RegionState.unreachable();
      }
      case BreakTree jump -> {
        ControlFrame.Target target = target(jump.getLabel(), false);
        jump(target, true);
      }
      case ContinueTree jump -> {
        ControlFrame.Target target = target(jump.getLabel(), true);
        jump(target, false);
      }
      case YieldTree yielded -> yieldValue(yielded.getValue());
      case AssertTree check -> {
        ExpressionAnalysis.Split split = body.expressions.condition(check.getCondition());
        body.state = split.no();
        if (check.getDetail() != null) {
          body.expressions.eval(check.getDetail());
        }
        body.mayThrow();
        body.state = split.yes();
      }
      case ClassTree local -> body.lambdas.localClass(local);
      default -> {}
    }
  }

  /** What is thrown belongs to the code that catches it, with all that it carries. */
  private void thrown(ThrowTree tree, AbstractValue exception) {
    if (exception.regional() && body.scope.enforces(Rule.REGION_MERGE)) {
      Provenance why =
          new Provenance(Provenance.Cause.STORED, "the exception thrown", body.scope.line(tree));
      body.state.merge(RegionState.OUTER, exception.region(), why);
    }
  }

  /** Runs statements in order and forgets the names that they declare. */
  void block(List<? extends StatementTree> statements) {
    for (StatementTree statement : statements) {
      run(statement);
    }
    for (StatementTree statement : statements) {
      if (statement instanceof VariableTree variable) {
        body.state.remove(body.scope.declared(variable));
      }
    }
  }

  /**
   * Declares a local variable. In a loop it replaces that of the round before, which is another
   * variable.
   */
  void declare(VariableTree tree) {
    Element variable = body.scope.declared(tree);
    body.state.remove(variable);
    if (tree.getInitializer() != null) {
      AbstractValue value = body.expressions.eval(tree.getInitializer());
      bind(variable, tree.getInitializer(), value, tree);
    }
  }

  /** Puts a value into a local variable, which may carry a word. */
  void bind(@Nullable Element variable, @Nullable Tree source, AbstractValue value, Tree at) {
    if (variable == null || !body.state.alive()) {
      return;
    }
    Capability word = body.scope.context.capabilities.of(variable);
    TypeMirror type = source == null ? variable.asType() : body.scope.type(source);
    if (!value.has(AbstractValue.ERROR)) {
      switch (word) {
        case ISO ->
            body.requirements.isolated(body.state, source == null ? at : source, value, false);
        case VAL ->
            body.requirements.val(source == null ? at : source, value, type, variable.asType());
        case BOX -> body.requirements.readable(source == null ? at : source, value);
        default -> {}
      }
      if (source != null) {
        body.requirements.held.fits(source, value, variable.asType(), true);
      }
    }
    body.locks.named(variable, source, value);
    AbstractValue named = body.requirements.through(body.state, word, value, type);
    if (source != null) {
      named = body.expressions.widened(source, variable.asType(), named);
    }
    body.state.put(
        variable,
        body.expressions.normalise(
            variable.asType(), body.expressions.holding(variable.asType(), named)));
  }

  /** Runs both branches, each in its state after the condition. */
  private void branch(IfTree tree) {
    ExpressionAnalysis.Split split = body.expressions.condition(tree.getCondition());
    body.state = split.yes();
    run(tree.getThenStatement());
    RegionState then = body.state;
    body.state = split.no();
    run(tree.getElseStatement());
    body.state = RegionState.join(then, body.state);
  }

  /**
   * A label on a loop names the loop's own frame; on another statement it is a target of its own,
   * for {@code break} only.
   */
  private void labeled(LabeledStatementTree tree) {
    StatementTree inner = tree.getStatement();
    labels.put(inner, tree.getLabel().toString());
    labels.put(tree, tree.getLabel().toString());
    if (inner instanceof WhileLoopTree
        || inner instanceof DoWhileLoopTree
        || inner instanceof ForLoopTree
        || inner instanceof EnhancedForLoopTree) {
      run(inner);
      return;
    }
    var frame = new ControlFrame.Target(tree);
    body.frames.push(frame);
    run(inner);
    body.frames.pop();
    body.state = RegionState.join(body.state, frame.broken);
  }

  /** The frame a jump goes to. */
  private ControlFrame.Target target(@Nullable CharSequence label, boolean loopOnly) {
    for (ControlFrame frame : body.frames) {
      if (!(frame instanceof ControlFrame.Target target)) {
        continue;
      }
      if (label == null) {
        boolean isLoop =
            target.tree instanceof WhileLoopTree
                || target.tree instanceof DoWhileLoopTree
                || target.tree instanceof ForLoopTree
                || target.tree instanceof EnhancedForLoopTree;
        if (isLoop || (!loopOnly && target.tree instanceof SwitchTree)) {
          return target;
        }
      } else if (label.toString().equals(labels.get(target.tree))) {
        return target;
      }
    }
    throw new IllegalStateException(
        "a jump without a target" + (label == null ? "" : ": " + label));
  }

  /** Leaves for a loop or a labelled statement; what follows the jump is not reached. */
  private void jump(ControlFrame.Target target, boolean breaks) {
    body.leaveTo(target);
    if (breaks) {
      target.broken = RegionState.join(target.broken, body.state);
    } else {
      target.continued = RegionState.join(target.continued, body.state);
    }
    body.state = RegionState.unreachable();
  }

  /**
   * Gives a value to the innermost switch expression. It is put under the switch's tree before the
   * cleanups run, so that they can still end it.
   */
  void yieldValue(ExpressionTree value) {
    AbstractValue result = body.expressions.eval(value);
    for (ControlFrame frame : body.frames) {
      if (frame instanceof ControlFrame.Target target
          && target.tree instanceof SwitchExpressionTree) {
        body.state.put(target.tree, result);
        body.leaveTo(target);
        target.broken = RegionState.join(target.broken, body.state);
        body.state = RegionState.unreachable();
        return;
      }
    }
    throw new IllegalStateException("a yield without a switch expression");
  }

  private void giveBack(ReturnTree tree) {
    ExpressionTree expression = tree.getExpression();
    AbstractValue value = expression == null ? null : body.expressions.eval(expression);
    giveBack(tree, expression, value);
  }

  /** Leaves the body with a value, through the cleanups, which see it and may end it. */
  void giveBack(Tree tree, @Nullable ExpressionTree expression, @Nullable AbstractValue value) {
    ControlFrame.Inline inline = null;
    for (ControlFrame frame : body.frames) {
      if (frame instanceof ControlFrame.Inline found) {
        inline = found;
        break;
      }
    }
    Object key = inline == null ? tree : inline.key;
    if (value != null) {
      body.state.put(key, value);
    }
    body.leaveTo(inline);
    if (inline != null) {
      inline.returned = RegionState.join(inline.returned, body.state);
    } else if (value != null && expression != null) {
      AbstractValue after = body.state.remove(key);
      if (body.state.alive() && after != null) {
        body.giveBack(expression, after, body.scope.type(expression));
      }
    } else if (body.onExit != null && body.state.alive()) {
      body.onExit.leave(body.state, null);
    }
    body.state = RegionState.unreachable();
  }

  /**
   * A switch without a value: the states after it are those that fall out of its last case, break,
   * or match no case.
   */
  private void switchOver(SwitchTree tree) {
    AbstractValue selector = body.expressions.eval(tree.getExpression());
    body.state.put(tree.getExpression(), selector);
    var frame = new ControlFrame.Target(tree);
    body.frames.push(frame);
    cases(tree.getExpression(), tree.getCases(), body.scope.type(tree.getExpression()), false);
    body.frames.pop();
    body.state = RegionState.join(body.state, frame.broken);
    body.state.remove(tree.getExpression());
  }

  /** Runs the cases; the state is then that of falling out of the last one, or of matching none. */
  void cases(
      ExpressionTree selector,
      List<? extends CaseTree> cases,
      TypeMirror type,
      boolean expression) {
    RegionState rest = body.state;
    RegionState through = RegionState.unreachable();
    RegionState done = RegionState.unreachable();
    boolean exhaustive = expression;
    for (CaseTree each : cases) {
      body.state = RegionState.join(rest.copy(), RegionState.unreachable());
      Set<Object> before = new HashSet<>(body.knownNames());
      for (var label : each.getLabels()) {
        switch (label) {
          case com.sun.source.tree.PatternCaseLabelTree pattern -> {
            body.expressions.patterns().match(selector, pattern.getPattern());
            exhaustive = true;
          }
          case com.sun.source.tree.DefaultCaseLabelTree fallback -> exhaustive = true;
          default -> {}
        }
      }
      if (each.getGuard() != null) {
        ExpressionAnalysis.Split split = body.expressions.condition(each.getGuard());
        RegionState failed = split.no();
        body.state = failed;
        if (failed.alive()) {
          body.forgetNewNames(before);
        }
        rest = RegionState.join(rest, body.state);
        body.state = split.yes();
      }
      if (each.getCaseKind() == CaseTree.CaseKind.RULE) {
        switch (each.getBody()) {
          case ExpressionTree value when expression -> yieldValue(value);
          case ExpressionTree value -> body.expressions.eval(value);
          case StatementTree statement -> run(statement);
          default -> {}
        }
        done = RegionState.join(done, body.state);
      } else {
        body.state = RegionState.join(through, body.state);
        for (StatementTree statement : each.getStatements()) {
          run(statement);
        }
        through = body.state;
      }
    }
    body.state =
        RegionState.join(
            RegionState.join(through, done), exhaustive ? RegionState.unreachable() : rest);
  }
}
