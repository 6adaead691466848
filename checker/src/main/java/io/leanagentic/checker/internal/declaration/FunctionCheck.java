package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.ClassTree;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.ImmutableFunctions;
import io.leanagentic.checker.internal.type.TypeNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;

/** Classes that implement a functional interface marked val. The analysis judges lambdas. */
final class FunctionCheck {
  /*
   * A value of the interface may be any object that implements it. So each class below it is itself val, whatever its
   * type arguments, since the interface does not show them; or it is shared, and then no method hands it anything
   * mutable that it could keep, or lets it give anything mutable back.
   *
   *     @Val interface Rule { boolean allows(Order order); }
   *
   *     record Limit(int most) implements Rule {...}                    // val by its fields
   *     record Has<T>(T what) implements Rule {...}                     // not val: Rule does not say what T is
   *     @Shared final class Counting implements Rule {...}              // could keep the order it is handed
   *
   * The last is wrong only because Order is mutable and allows() lends it. A caller relies on the Rule being val, which
   * means that it keeps nothing, and may write the order afterwards.
   */

  private FunctionCheck() {}

  /**
   * Judges a class by the val interfaces above it. Tells whether that was all they ask of it: it is
   * shared or anonymous, and all of them are open.
   */
  static boolean implementation(Scope scope, ClassTree tree, TypeElement type) {
    CheckerContext context = scope.context();
    List<DeclaredType> above = valSupertypes(context, type);
    if (above.isEmpty() || type.getKind() == ElementKind.INTERFACE) {
      return false;
    }
    if (context.options.enforces(Rule.IMMUTABLE_FUNCTIONS)) {
      variables(scope, tree, type, above);
    }
    if (!above.stream().allMatch(ImmutableFunctions::isOpen)) {
      return false;
    }
    if (CapabilityReader.has(type, "Shared")) {
      above.forEach(each -> shared(scope, tree, type, each));
      return true;
    }
    if (type.getNestingKind() != NestingKind.ANONYMOUS) {
      return false;
    }
    for (Map.Entry<VariableElement, String> field :
        context.immutableTypes.offendingFields(type).entrySet()) {
      if (context.options.enforces(Rule.IMMUTABLE_FUNCTIONS)) {
        scope.error(
            DiagnosticCode.CAP202,
            ImmutableClassCheck.fieldTree(tree, field.getKey()),
            "an anonymous "
                + above.getFirst().asElement().getSimpleName()
                + ", which is @Val, is not val: "
                + field.getValue().replaceFirst("field \\.", "field ")
                + ". Make the field final and of a val type, or give it @Val.");
      }
    }
    return true;
  }

  /** The types marked val above {@code type}, with their arguments. */
  private static List<DeclaredType> valSupertypes(CheckerContext context, TypeElement type) {
    List<DeclaredType> found = new ArrayList<>();
    Set<Element> seen = new HashSet<>();
    Deque<TypeMirror> open = new ArrayDeque<>(context.types.directSupertypes(type.asType()));
    while (!open.isEmpty()) {
      if (open.pop() instanceof DeclaredType declared && seen.add(declared.asElement())) {
        if (CapabilityReader.direct(declared.asElement()) == Capability.VAL) {
          found.add(declared);
        }
        open.addAll(context.types.directSupertypes(declared));
      }
    }
    return found;
  }

  /** A field whose type is a variable is val only where the type arguments are known. */
  private static void variables(
      Scope scope, ClassTree tree, TypeElement type, List<DeclaredType> above) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (field.asType().getKind() != TypeKind.TYPEVAR
          || field.getModifiers().contains(Modifier.STATIC)
          || scope.context().capabilities.of(field) == Capability.VAL
          || scope.context().capabilities.of(field) == Capability.TAG
          || CapabilityReader.has(field, "TrustedVal")
          || scope.context().immutableTypes.isShareable(field.asType())) {
        continue;
      }
      Element variable = ((TypeVariable) field.asType()).asElement();
      for (DeclaredType each : above) {
        boolean told =
            !ImmutableFunctions.isOpen(each)
                && each.getTypeArguments().stream()
                    .anyMatch(argument ->
                        argument instanceof TypeVariable given
                            && given.asElement().equals(variable));
        if (!told) {
          scope.error(
              DiagnosticCode.CAP202,
              ImmutableClassCheck.fieldTree(tree, field),
              "'"
                  + type.getSimpleName()
                  + "' is not val: field "
                  + type.getSimpleName()
                  + "."
                  + field.getSimpleName()
                  + " may be anything, and its supertype "
                  + TypeNames.full(each)
                  + " is @Val whatever it is. Give the field @Val.");
          break;
        }
      }
    }
  }

  /** A shared class could keep what it is handed, which callers of the interface do not expect. */
  private static void shared(Scope scope, ClassTree tree, TypeElement type, DeclaredType above) {
    CheckerContext context = scope.context();
    if (!context.options.enforces(Rule.IMMUTABLE_FUNCTIONS)) {
      return;
    }
    for (Element member : context.elements.getAllMembers((TypeElement) above.asElement())) {
      if (!(member instanceof ExecutableElement method)
          || method.getModifiers().contains(Modifier.STATIC)
          || ImmutableFunctions.isOfObject(method)
          || CapabilityReader.owner(method).toString().equals("java.lang.Object")) {
        continue;
      }
      for (VariableElement parameter : method.getParameters()) {
        Capability word = context.capabilities.of(parameter);
        if ((word == Capability.NONE || word == Capability.BOX)
            && mayBeWritten(context, parameter.asType())) {
          complain(
              scope,
              tree,
              type,
              above,
              "could keep '"
                  + parameter.getSimpleName()
                  + "' of '"
                  + method.getSimpleName()
                  + "', which its caller may write. Give that parameter @Val, @Iso or @Sending.");
          return;
        }
      }
      Capability word = context.capabilities.of(method);
      if ((word == Capability.NONE || word == Capability.BOX)
          && mayBeWritten(context, method.getReturnType())) {
        complain(
            scope,
            tree,
            type,
            above,
            "could keep what '"
                + method.getSimpleName()
                + "' gives back. Give that result @Val or @Iso.");
        return;
      }
    }
  }

  private static boolean mayBeWritten(CheckerContext context, TypeMirror type) {
    return type.getKind() != TypeKind.VOID
        && !context.immutableTypes.isShareable(type)
        && !context.immutableTypes.isShared(type);
  }

  private static void complain(
      Scope scope, ClassTree tree, TypeElement type, DeclaredType above, String text) {
    scope.error(
        DiagnosticCode.CAP202,
        tree,
        "'"
            + type.getSimpleName()
            + "' is not val: it is @Shared below the @Val interface "
            + above.asElement().getSimpleName()
            + ", and "
            + text);
  }
}
