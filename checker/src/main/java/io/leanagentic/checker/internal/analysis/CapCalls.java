package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The methods of {@code Cap}: conversions that the compiler understands. */
final class CapCalls {
  /*
   * At run time, Cap.consume(x) and Cap.assumeIso(x) only return x, and Cap.recover(f) the result of f. To the checker
   * they mean:
   *
   *   consume     the name ends, and only the name: its value lives on, in y after T y = Cap.consume(x)
   *   recover     the body runs where it stands and may use everything around it; what it returns must be isolated. So
   *               a graph can be built with plain references and be given away as a whole
   *   assumeIso   the value is trusted to be apart, and that is counted
   *
   * Cap.freeze needs no special care: its declaration takes @Iso and gives @Val.
   *
   * A lambda that is run where it stands is not an object: it reaches nothing, and the code after it sees what it does
   * to the state. Its returns meet at its end (ControlFrame.Inline).
   */

  private final BodyAnalysis body;

  CapCalls(BodyAnalysis body) {
    this.body = body;
  }

  /** Tells whether the method is one of {@code Cap}. */
  private static boolean isConversion(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals(CapabilityReader.PACKAGE + "Cap");
  }

  /** The result of a conversion that needs special care; null if {@code method} is none. */
  @Nullable AbstractValue convert(MethodInvocationTree tree, ExecutableElement method) {
    if (!isConversion(method)) {
      return null;
    }
    return switch (method.getSimpleName().toString()) {
      case "consume" -> consume(tree, tree.getArguments().getFirst());
      case "assumeIso" -> {
        body.scope.context.diagnostics.trust(body.scope.unit, tree);
        body.expressions.eval(tree.getArguments().getFirst());
        yield AbstractValue.ref(body.state.fresh());
      }
      case "recover" ->
          ExpressionAnalysis.bare(tree.getArguments().getFirst())
                  instanceof LambdaExpressionTree lambda
              ? recover(lambda)
              : null;
      default -> null;
    };
  }

  /** Ends the name of a local variable or a parameter; its value is the result. */
  private AbstractValue consume(MethodInvocationTree call, ExpressionTree argument) {
    ExpressionTree bare = ExpressionAnalysis.bare(argument);
    Element variable = bare instanceof IdentifierTree ? body.scope.element(bare) : null;
    if (variable == null || !CaptureAnalysis.isLocal(variable)) {
      body.error(
          DiagnosticCode.CAP103,
          call,
          "only a local or a parameter can be consumed. For a field use Slot.take() or swap().");
      return AbstractValue.ERRONEOUS;
    }
    AbstractValue value = body.expressions.eval(argument);
    if (value.has(AbstractValue.ERROR)) {
      return value;
    }
    if (value.note() != null && value.note().cause() == Provenance.Cause.CAPTURED) {
      body.requirements.isolated(body.state, argument, value, false);
      return AbstractValue.ERRONEOUS;
    }
    Provenance why =
        new Provenance(Provenance.Cause.CONSUMED, "", body.scope.line(call), body.scope.end(call));
    AbstractValue named = body.state.get(variable);
    if (named != null) {
      body.state.put(variable, named.withDead(why));
    }
    return value;
  }

  /**
   * Runs the body of a recover here: it may use what is around it, and must return what is apart.
   */
  private AbstractValue recover(LambdaExpressionTree lambda) {
    AbstractValue value = runOnce(lambda);
    if (value.has(AbstractValue.ERROR)
        || !body.requirements.isolated(body.state, lambda.getBody(), value, false)) {
      return AbstractValue.ERRONEOUS;
    }
    return value;
  }

  /** Runs, where it stands, the body of a lambda that owns what it is given. */
  AbstractValue runOnce(LambdaExpressionTree lambda) {
    return run(lambda, () -> AbstractValue.ref(body.state.fresh()));
  }

  /** Runs the body of a lambda where it stands; what it returns is the value. */
  AbstractValue run(LambdaExpressionTree lambda, Supplier<AbstractValue> given) {
    for (VariableTree parameter : lambda.getParameters()) {
      Element variable = body.scope.declared(parameter);
      body.state.put(variable, body.expressions.normalise(variable.asType(), given.get()));
    }
    var frame = new ControlFrame.Inline(lambda);
    body.frames.push(frame);
    switch (lambda.getBody()) {
      case ExpressionTree expression ->
          body.statements.giveBack(lambda, expression, body.expressions.eval(expression));
      case StatementTree statement -> body.statements.run(statement);
      default -> {}
    }
    body.frames.pop();
    body.state = RegionState.join(frame.returned, body.state);
    AbstractValue value = body.state.remove(lambda);
    return value == null
        ? AbstractValue.IMM
        : body.requirements.usable(body.state, lambda.getBody(), value);
  }
}
