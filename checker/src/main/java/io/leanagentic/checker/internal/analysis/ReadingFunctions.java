package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/**
 * Functions that are given what may only be read: whether they only read it.
 *
 * <p>A lambda or a method reference is judged where it is written, by walking it once more with a
 * parameter that is val or box. A name that is assigned once is followed to its lambda. A parameter
 * of the method under analysis is noted instead, and its caller is judged by what it passes. A call
 * of the JDK, such as {@code comparing(f)}, is judged by the functions it is given. Anything else,
 * such as a field, is not known, and refused.
 */
final class ReadingFunctions {
  private final BodyAnalysis body;

  ReadingFunctions(BodyAnalysis body) {
    this.body = body;
  }

  /**
   * Tells whether a function may be given what may only be read; what is wrong in a lambda is
   * reported there.
   */
  boolean reads(ExpressionTree function, AbstractValue given) {
    ExpressionTree bare = ExpressionAnalysis.bare(function);
    switch (bare) {
      case LambdaExpressionTree lambda ->
          body.lambdas.lambda(lambda, new LambdaAnalysis.Lent(given, true, null));
      case MemberReferenceTree reference ->
          body.lambdas.reference(reference, new LambdaAnalysis.Lent(given, true, null));
      default -> {
        return isReader(bare, given);
      }
    }
    return true;
  }

  private boolean isReader(ExpressionTree function, AbstractValue given) {
    return switch (ExpressionAnalysis.bare(function)) {
      case IdentifierTree name -> isReader(name, given);
      case MethodInvocationTree call ->
          body.scope.element(call) instanceof ExecutableElement method
              && body.scope.context.isJdk(method)
              && call.getArguments().stream().allMatch(each -> isReader(each, given))
              && (method.getModifiers().contains(Modifier.STATIC)
                  || (ExpressionAnalysis.bare(call.getMethodSelect())
                          instanceof MemberSelectTree select
                      && isReader(select.getExpression(), given)));
      case LambdaExpressionTree lambda ->
          body.scope.context.diagnostics.tryAnalyse(() ->
              new LambdaAnalysis(body).lambda(lambda, new LambdaAnalysis.Lent(given, true, null)));
      case MemberReferenceTree reference ->
          body.scope.context.diagnostics.tryAnalyse(() ->
              new LambdaAnalysis(body)
                  .reference(reference, new LambdaAnalysis.Lent(given, true, null)));
      case LiteralTree literal -> true;
      default -> false;
    };
  }

  private boolean isReader(IdentifierTree name, AbstractValue given) {
    Element element = body.scope.element(name);
    if (element == null
        || !CaptureAnalysis.isLocal(element)
        || !body.locks.isAssignedOnce(element)) {
      return false;
    }
    if (body.scope.context.sources.get(element) instanceof ExpressionTree source) {
      return isReader(source, given);
    }
    return lends(name, given.kind());
  }

  /** Notes that a function, a parameter of the method, is given what may only be read. */
  boolean lends(ExpressionTree function, ReferenceKind given) {
    if (body.lends == null
        || !(ExpressionAnalysis.bare(function) instanceof IdentifierTree name)
        || !(body.scope.element(name) instanceof VariableElement parameter)
        || parameter.getKind() != ElementKind.PARAMETER
        || !body.locks.isAssignedOnce(parameter)) {
      return false;
    }
    body.lends.merge(parameter, given, (a, b) -> a == b ? a : ReferenceKind.BOX);
    return true;
  }
}
