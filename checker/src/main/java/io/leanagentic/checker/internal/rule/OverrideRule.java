package io.leanagentic.checker.internal.rule;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.Session;
import io.leanagentic.checker.internal.flow.Scope;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.ImmutableFunctions;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
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
    Session session = scope.session();
    if (!session.options.enforces(Rule.OVERRIDES)) {
      return;
    }
    for (ExecutableElement above : session.capabilities.overridden(method)) {
      String where =
          "'" + method.getSimpleName() + "' of " + above.getEnclosingElement().getSimpleName();
      if (session.capabilities.declaresReadOnly(above)
          && !session.capabilities.declaresReadOnly(method)
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
      Capability promised = session.capabilities.of(above);
      Capability given = session.capabilities.of(method);
      if (!isPlainData(session, method.getReturnType()) && !given.provides(promised)) {
        scope.error(
            DiagnosticCode.CAP401,
            tree,
            "the result of " + where + " is " + promised + "; here it is only " + given + ".");
        return;
      }
      if (session.immutableFunctions.isCallable(above)
          && !session.immutableFunctions.isCallable(method)
          && !isPlainData(session, method.getReturnType())) {
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
        if (session.immutableFunctions.isCallable(parameter)
            && !session.immutableFunctions.isCallable(above.getParameters().get(i))) {
          function(
              scope,
              i < tree.getParameters().size() ? tree.getParameters().get(i) : tree,
              where,
              parameter);
          return;
        }
        Capability demanded = session.capabilities.of(parameter);
        Capability accepted = session.capabilities.of(above.getParameters().get(i));
        if (!isPlainData(session, parameter.asType()) && !demanded.acceptsAllOf(accepted)) {
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

  private static boolean isPlainData(Session session, TypeMirror type) {
    return type.getKind() == TypeKind.VOID || session.immutableTypes.isShareable(type);
  }

  /** The method a lambda of this type implements, or null. */
  public static ExecutableElement functionalMethod(Scope scope, TypeMirror type) {
    if (type instanceof javax.lang.model.type.IntersectionType intersection) {
      for (TypeMirror bound : intersection.getBounds()) {
        ExecutableElement found = functionalMethod(scope, bound);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return null;
    }
    ExecutableElement own = abstractMethod(element);
    if (own != null) {
      return own;
    }
    for (TypeElement above : scope.session().capabilities.supertypes(element)) {
      ExecutableElement inherited = abstractMethod(above);
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  private static ExecutableElement abstractMethod(TypeElement type) {
    if (type.getKind() != ElementKind.INTERFACE) {
      return null;
    }
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof ExecutableElement method
          && method.getModifiers().contains(Modifier.ABSTRACT)
          && !ImmutableFunctions.isOfObject(method)) {
        return method;
      }
    }
    return null;
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
    Session session = scope.session();
    if (!session.options.enforces(Rule.OVERRIDES)) {
      return;
    }
    ExecutableElement functional = functionalMethod(scope, scope.type(tree));
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
    Capability promised = session.capabilities.of(functional);
    Capability given =
        method.getKind() == ElementKind.CONSTRUCTOR
            ? Capability.ISO
            : session.capabilities.of(method);
    if (!isPlainData(session, method.getReturnType())
        && functional.getReturnType().getKind() != TypeKind.VOID
        && method.getKind() != ElementKind.CONSTRUCTOR
        && !(flowsOn && promised == Capability.NONE)
        && !copiesVal(scope, tree, method, functional)
        && (!given.provides(promised)
            || (session.immutableFunctions.isCallable(functional)
                && !session.immutableFunctions.isCallable(method)))) {
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
    Session session = scope.session();
    return (session.model(method).has(MethodTrait.FRESH)
            || session.model(method).has(MethodTrait.VAL))
        && scope.type(tree) instanceof DeclaredType target
        && session.types.asMemberOf(target, functional) instanceof ExecutableType type
        && type.getReturnType() instanceof DeclaredType result
        && !result.getTypeArguments().isEmpty()
        && result.getTypeArguments().stream()
            .allMatch(session.immutableTypes::isShareableAsWritten);
  }

  private static boolean readsOnly(Scope scope, ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC)
        || scope.session().capabilities.declaresReadOnly(method)
        || scope.session().model(method).has(MethodTrait.READS)
        || scope.summaries().isReadOnly(method);
  }

  private static boolean isSimple(Scope scope, ExecutableElement method) {
    return scope.session().immutableTypes.isShareable(method.getEnclosingElement().asType());
  }

  private static void parameters(
      Scope scope,
      Tree tree,
      ExecutableElement method,
      ExecutableElement functional,
      int shift,
      AbstractValue lent,
      boolean owned) {
    Session session = scope.session();
    List<? extends VariableElement> given = functional.getParameters();
    List<? extends TypeMirror> actual =
        scope.type(tree) instanceof DeclaredType target
                && session.types.asMemberOf(target, functional) instanceof ExecutableType type
            ? type.getParameterTypes()
            : List.of();
    for (int i = 0; i < method.getParameters().size() && i + shift < given.size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      Capability demanded = session.capabilities.of(parameter);
      Capability accepted = session.capabilities.of(given.get(i + shift));
      if (accepted == Capability.NONE && owned) {
        accepted = Capability.ISO;
      } else if (accepted == Capability.NONE && lent != null) {
        accepted = lent.kind() == ReferenceKind.VAL ? Capability.VAL : Capability.BOX;
      }
      boolean harmless =
          isPlainData(session, parameter.asType())
              || (i + shift < actual.size() && isPlainData(session, actual.get(i + shift)))
              || session.model(method).has(MethodTrait.KEEPS_OUT)
              || session.model(method).has(MethodTrait.DERIVE);
      if (session.immutableFunctions.isCallable(parameter)
          && !session.immutableFunctions.isCallable(given.get(i + shift))) {
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
