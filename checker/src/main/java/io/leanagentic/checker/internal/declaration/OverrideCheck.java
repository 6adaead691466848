package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.MethodTree;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.MethodReferenceCheck;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** An overriding method demands no more and promises no less than the one it overrides. */
public final class OverrideCheck {
  /*
   * A caller sees the method that it names and not the one that runs. So all that the named one demands and promises
   * must hold for every override:
   *
   *     parameters     demand no more     put(X x)      must not become  put(@Iso X x)
   *     the result     promises no less   @Iso X next() must not become  X next()
   *     the receiver   is still only read: an override of a @ReadOnly method says so, or its body shows it
   *
   * In other words, parameters are contravariant and results covariant. Only the first method that an override breaks
   * is reported: as a rule, one change fixes them all.
   *
   * Where the type rules out harm, words do not matter: an @Iso String is as good as a String.
   */

  private OverrideCheck() {}

  /** Judges one method against those it overrides. */
  public static void method(Scope scope, MethodTree tree, ExecutableElement method) {
    CheckerContext context = scope.context();
    if (!context.options.enforces(Rule.OVERRIDES)) {
      return;
    }
    for (ExecutableElement above : context.capabilities.overridden(method)) {
      if (breaks(scope, tree, method, above) || demandsMore(scope, tree, method, above)) {
        return;
      }
    }
  }

  /** Reports, and tells, whether the method writes where {@code above} reads, or promises less. */
  private static boolean breaks(
      Scope scope, MethodTree tree, ExecutableElement method, ExecutableElement above) {
    CheckerContext context = scope.context();
    String where = where(context, method, above);
    if (context.capabilities.declaresReadOnly(above)
        && !context.capabilities.declaresReadOnly(method)
        && !scope.summaries().isReadOnly(method)
        && !method.getModifiers().contains(Modifier.ABSTRACT)) {
      scope.error(
          DiagnosticCode.CAP401,
          tree,
          "'"
              + method.getSimpleName()
              + "' overrides a @ReadOnly method of "
              + CapabilityReader.owner(above).getSimpleName()
              + context.place(above)
              + " and must be @ReadOnly.");
      return true;
    }
    Capability promised = context.capabilities.of(above);
    Capability given = context.capabilities.of(method);
    if (!MethodReferenceCheck.isPlainData(context, method.getReturnType())
        && !given.provides(promised)) {
      scope.error(
          DiagnosticCode.CAP401,
          tree,
          "the result of "
              + where
              + " is "
              + promised
              + "; here it is only "
              + given
              + "."
              + MethodReferenceCheck.weaker(context, above, promised, method, given));
      return true;
    }
    if (context.immutableFunctions.isCallable(above)
        && !context.immutableFunctions.isCallable(method)
        && !MethodReferenceCheck.isPlainData(context, method.getReturnType())) {
      scope.error(
          DiagnosticCode.CAP401,
          tree,
          "the result of "
              + where
              + " is a val function, which may be called; here it is any val.");
      return true;
    }
    return false;
  }

  /** Reports, and tells, whether a parameter takes less than that of {@code above}. */
  private static boolean demandsMore(
      Scope scope, MethodTree tree, ExecutableElement method, ExecutableElement above) {
    CheckerContext context = scope.context();
    String where = where(context, method, above);
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      if (context.immutableFunctions.isCallable(parameter)
          && !context.immutableFunctions.isCallable(above.getParameters().get(i))) {
        MethodReferenceCheck.demandsFunction(
            scope,
            i < tree.getParameters().size() ? tree.getParameters().get(i) : tree,
            where,
            parameter);
        return true;
      }
      Capability demanded = context.capabilities.of(parameter);
      Capability accepted = context.capabilities.of(above.getParameters().get(i));
      if (!MethodReferenceCheck.isPlainData(context, parameter.asType())
          && !demanded.acceptsAllOf(accepted)) {
        scope.error(
            DiagnosticCode.CAP401,
            i < tree.getParameters().size() ? tree.getParameters().get(i) : tree,
            "parameter '"
                + parameter.getSimpleName()
                + "' of "
                + where
                + " is "
                + accepted
                + "; an overriding method cannot demand "
                + demanded
                + "."
                + MethodReferenceCheck.weaker(
                    context, above.getParameters().get(i), accepted, parameter, demanded));
        return true;
      }
    }
    return false;
  }

  private static String where(
      CheckerContext context, ExecutableElement method, ExecutableElement above) {
    return "'"
        + method.getSimpleName()
        + "' of "
        + CapabilityReader.owner(above).getSimpleName()
        + context.place(above);
  }
}
