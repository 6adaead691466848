package io.leanagentic.checker.internal.rule;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Who overrides demands no more and promises no less. */
public final class OverrideRule {
  private OverrideRule() {}

  /** Judges one method against those it overrides. */
  public static void method(Scope scope, MethodTree tree, ExecutableElement method) {
    CheckerContext context = scope.context();
    if (!context.options.enforces(Rule.OVERRIDES)) {
      return;
    }
    for (ExecutableElement above : context.capabilities.overridden(method)) {
      String where =
          "'" + method.getSimpleName() + "' of " + above.getEnclosingElement().getSimpleName();
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
                + above.getEnclosingElement().getSimpleName()
                + " and must be @ReadOnly.");
        return;
      }
      Capability promised = context.capabilities.of(above);
      Capability given = context.capabilities.of(method);
      if (!isPlainData(context, method.getReturnType()) && !given.provides(promised)) {
        scope.error(
            DiagnosticCode.CAP401,
            tree,
            "the result of " + where + " is " + promised + "; here it is only " + given + ".");
        return;
      }
      if (context.immutableFunctions.isCallable(above)
          && !context.immutableFunctions.isCallable(method)
          && !isPlainData(context, method.getReturnType())) {
        scope.error(
            DiagnosticCode.CAP401,
            tree,
            "the result of "
                + where
                + " is a val function, which may be called; here it is any val.");
        return;
      }
      for (int i = 0; i < method.getParameters().size(); i++) {
        VariableElement parameter = method.getParameters().get(i);
        if (context.immutableFunctions.isCallable(parameter)
            && !context.immutableFunctions.isCallable(above.getParameters().get(i))) {
          function(
              scope,
              i < tree.getParameters().size() ? tree.getParameters().get(i) : tree,
              where,
              parameter);
          return;
        }
        Capability demanded = context.capabilities.of(parameter);
        Capability accepted = context.capabilities.of(above.getParameters().get(i));
        if (!isPlainData(context, parameter.asType()) && !demanded.acceptsAllOf(accepted)) {
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
                  + ".");
          return;
        }
      }
    }
  }

  /** A val function is called; any other val may not be. */
  private static void function(Scope scope, Tree at, String where, VariableElement parameter) {
    scope.error(
        DiagnosticCode.CAP401,
        at,
        "parameter '"
            + parameter.getSimpleName()
            + "' demands a val function, but "
            + where
            + " hands it any val.");
  }

  private static boolean isPlainData(CheckerContext context, TypeMirror type) {
    return type.getKind() == TypeKind.VOID || context.immutableTypes.isShareable(type);
  }

  /** Judges a method reference against the functional method it implements. */
  public static void reference(
      Scope scope,
      MemberReferenceTree tree,
      ExecutableElement method,
      boolean onType,
      AbstractValue lent,
      boolean flowsOn,
      boolean owned,
      AbstractValue bound) {
    CheckerContext context = scope.context();
    if (!context.options.enforces(Rule.OVERRIDES)) {
      return;
    }
    ExecutableElement functional =
        FunctionalTypes.functionalMethod(scope.context().capabilities, scope.type(tree));
    if (functional == null) {
      return;
    }
    boolean unbound =
        onType
            && method.getKind() == ElementKind.METHOD
            && !method.getModifiers().contains(Modifier.STATIC);
    if (unbound && lent != null && !readsOnly(scope, method) && !isSimple(scope, method)) {
      boolean held = lent.kind() == ReferenceKind.VAL || lent.kind() == ReferenceKind.BOX;
      if (held) {
        scope.error(
            DiagnosticCode.CAP203,
            tree,
            "'"
                + method.getSimpleName()
                + "()' may write (if it does not, mark it @ReadOnly), but the elements are "
                + (lent.kind() == ReferenceKind.VAL ? "val" : "box")
                + " here.");
        return;
      }
    }
    if (bound != null
        && (bound.kind() == ReferenceKind.VAL || bound.kind() == ReferenceKind.BOX)
        && !readsOnly(scope, method)) {
      scope.error(
          DiagnosticCode.CAP203,
          tree,
          "'"
              + method.getSimpleName()
              + "()' may write (if it does not, mark it @ReadOnly), but its receiver is "
              + (bound.kind() == ReferenceKind.VAL ? "val" : "box")
              + " here.");
      return;
    }
    parameters(scope, tree, method, functional, unbound ? 1 : 0, lent, owned);
    Capability promised = context.capabilities.of(functional);
    Capability given =
        method.getKind() == ElementKind.CONSTRUCTOR
            ? Capability.ISO
            : context.capabilities.of(method);
    if (!isPlainData(context, method.getReturnType())
        && functional.getReturnType().getKind() != TypeKind.VOID
        && method.getKind() != ElementKind.CONSTRUCTOR
        && !(flowsOn && promised == Capability.NONE)
        && !copiesVal(scope, tree, method, functional)
        && (!given.provides(promised)
            || (context.immutableFunctions.isCallable(functional)
                && !context.immutableFunctions.isCallable(method)))) {
      scope.error(
          DiagnosticCode.CAP401,
          tree,
          "the result of '"
              + functional.getSimpleName()
              + "' is "
              + promised
              + "; that of '"
              + method.getSimpleName()
              + "' is "
              + given
              + ".");
    }
  }

  /** Tells whether the tables say that the method makes a new thing of val. */
  private static boolean copiesVal(
      Scope scope,
      MemberReferenceTree tree,
      ExecutableElement method,
      ExecutableElement functional) {
    CheckerContext context = scope.context();
    return (context.model(method).has(MethodTrait.FRESH)
            || context.model(method).has(MethodTrait.VAL))
        && scope.type(tree) instanceof DeclaredType target
        && context.types.asMemberOf(target, functional) instanceof ExecutableType type
        && type.getReturnType() instanceof DeclaredType result
        && !result.getTypeArguments().isEmpty()
        && result.getTypeArguments().stream()
            .allMatch(context.immutableTypes::isShareableAsWritten);
  }

  private static boolean readsOnly(Scope scope, ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC)
        || scope.context().capabilities.declaresReadOnly(method)
        || scope.context().model(method).has(MethodTrait.READS)
        || scope.summaries().isReadOnly(method);
  }

  private static boolean isSimple(Scope scope, ExecutableElement method) {
    return scope.context().immutableTypes.isShareable(method.getEnclosingElement().asType());
  }

  private static void parameters(
      Scope scope,
      Tree tree,
      ExecutableElement method,
      ExecutableElement functional,
      int shift,
      AbstractValue lent,
      boolean owned) {
    CheckerContext context = scope.context();
    List<? extends VariableElement> given = functional.getParameters();
    List<? extends TypeMirror> actual =
        scope.type(tree) instanceof DeclaredType target
                && context.types.asMemberOf(target, functional) instanceof ExecutableType type
            ? type.getParameterTypes()
            : List.of();
    for (int i = 0; i < method.getParameters().size() && i + shift < given.size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      Capability demanded = context.capabilities.of(parameter);
      Capability accepted = context.capabilities.of(given.get(i + shift));
      if (accepted == Capability.NONE && owned) {
        accepted = Capability.ISO;
      } else if (accepted == Capability.NONE && lent != null) {
        accepted = lent.kind() == ReferenceKind.VAL ? Capability.VAL : Capability.BOX;
      }
      boolean harmless =
          isPlainData(context, parameter.asType())
              || (i + shift < actual.size() && isPlainData(context, actual.get(i + shift)))
              || context.model(method).has(MethodTrait.KEEPS_OUT)
              || context.model(method).has(MethodTrait.DERIVE);
      if (context.immutableFunctions.isCallable(parameter)
          && !context.immutableFunctions.isCallable(given.get(i + shift))) {
        function(scope, tree, "'" + functional.getSimpleName() + "'", parameter);
        return;
      }
      if (!harmless && !demanded.acceptsAllOf(accepted)) {
        scope.error(
            DiagnosticCode.CAP401,
            tree,
            "'"
                + method.getSimpleName()
                + "' demands "
                + demanded
                + " for '"
                + parameter.getSimpleName()
                + "', but '"
                + functional.getSimpleName()
                + "' hands it "
                + accepted
                + ". Write a lambda that makes a copy.");
        return;
      }
    }
  }
}
