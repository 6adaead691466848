package io.leanagentic.checker.internal.flow;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import io.leanagentic.checker.internal.model.Words;
import io.leanagentic.checker.internal.region.State;
import io.leanagentic.checker.internal.region.Value;
import io.leanagentic.checker.internal.region.Why;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** The methods of {@code Cap}: conversions that the compiler understands. */
final class Conversions {
  private final Body body;

  Conversions(Body body) {
    this.body = body;
  }

  /** Tells whether the method makes something mutable val. */
  static boolean isFreeze(ExecutableElement method) {
    return method.getSimpleName().contentEquals("freeze") && isConversion(method);
  }

  private static boolean isConversion(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals(Words.PACKAGE + "Cap");
  }

  /** The result of a conversion, or null if {@code method} is none that needs special care. */
  Value convert(MethodInvocationTree tree, ExecutableElement method) {
    if (!isConversion(method)) {
      return null;
    }
    return switch (method.getSimpleName().toString()) {
      case "consume" -> consume(tree, tree.getArguments().getFirst());
      case "assumeIso" -> {
        body.scope.session.diagnostics.trust(body.scope.unit, tree);
        body.expressions.eval(tree.getArguments().getFirst());
        yield Value.ref(body.state.fresh());
      }
      case "recover" ->
          Expressions.bare(tree.getArguments().getFirst()) instanceof LambdaExpressionTree lambda
              ? recover(lambda)
              : null;
      default -> null;
    };
  }

  private Value consume(MethodInvocationTree call, ExpressionTree argument) {
    ExpressionTree bare = Expressions.bare(argument);
    Element variable = bare instanceof IdentifierTree ? body.scope.element(bare) : null;
    if (!Captures.isLocal(variable)) {
      body.error(
          DiagnosticCode.CAP103,
          call,
          "only a local or a parameter can be consumed. For a field use Slot.take() or swap().");
      return Value.ERRONEOUS;
    }
    Value value = body.expressions.eval(argument);
    if (value.has(Value.ERROR)) {
      return value;
    }
    if (value.note() != null && value.note().cause() == Why.Cause.CAPTURED) {
      body.demands.isolated(body.state, argument, value, false);
      return Value.ERRONEOUS;
    }
    Why why = new Why(Why.Cause.CONSUMED, "", body.scope.line(call), body.scope.end(call));
    Value named = body.state.get(variable);
    if (named != null) {
      body.state.put(variable, named.withDead(why));
    }
    return value;
  }

  /**
   * A recover runs its body here: it may use what is around it, and must give back what is apart.
   */
  private Value recover(LambdaExpressionTree lambda) {
    Value value = runOnce(lambda);
    if (value.has(Value.ERROR)
        || !body.demands.isolated(body.state, lambda.getBody(), value, false)) {
      return Value.ERRONEOUS;
    }
    return value;
  }

  /** Runs the body of a lambda, which owns what it is given, where it stands. */
  Value runOnce(LambdaExpressionTree lambda) {
    return run(lambda, () -> Value.ref(body.state.fresh()));
  }

  /** Runs the body of a lambda where it stands; what it returns is the value. */
  Value run(LambdaExpressionTree lambda, Supplier<Value> given) {
    for (VariableTree parameter : lambda.getParameters()) {
      Element variable = body.scope.element(parameter);
      body.state.put(variable, body.expressions.normalise(variable.asType(), given.get()));
    }
    var frame = new Frame.Inline(lambda);
    body.frames.push(frame);
    switch (lambda.getBody()) {
      case ExpressionTree expression ->
          body.statements.giveBack(lambda, expression, body.expressions.eval(expression));
      case StatementTree statement -> body.statements.run(statement);
      default -> {}
    }
    body.frames.pop();
    body.state = State.join(frame.returned, body.state);
    Value value = body.state.remove(lambda);
    return value == null ? Value.IMM : body.demands.usable(body.state, lambda.getBody(), value);
  }
}
