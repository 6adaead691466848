package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.ImmutableFunctions;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;

/** A class marked {@code @Val} keeps that promise. */
public final class ImmutableClassCheck {
  /*
   * @Val on a class is proved here, and believed everywhere else (ImmutableTypes). What has to hold:
   *
   *   closed         final, sealed, a record, an enum, or an interface that leaves one method to lambdas; an open
   *                  class could have a mutable subclass, and a value of the type might be one
   *   its fields     final, and each val, shared or a tag
   *   supertypes     the same for inherited fields
   *   subtypes       each class below a @Val type is @Val or deeply immutable
   *
   * The proof is by induction over fields: each field's type is val because its own class was checked, or because the
   * tables say so. Recursive types are fine, as ImmutableTypes explains.
   */

  private ImmutableClassCheck() {}

  /** Judges a class by its own word. */
  public static void declaration(Scope scope, ClassTree tree, TypeElement type) {
    CheckerContext context = scope.context();
    if (CapabilityReader.direct(type) != Capability.VAL
        || !context.options.enforces(Rule.IMMUTABLE_TYPES)) {
      inheritance(scope, tree, type);
      return;
    }
    boolean open = ImmutableFunctions.isOpen(type);
    boolean closed =
        type.getModifiers().contains(Modifier.FINAL)
            || type.getModifiers().contains(Modifier.SEALED)
            || type.getKind() == ElementKind.RECORD
            || type.getKind() == ElementKind.ENUM
            || (open && context.immutableFunctions.isFunctional(type));
    if (!closed) {
      scope.error(
          DiagnosticCode.CAP202,
          tree,
          "'"
              + type.getSimpleName()
              + "' is not val: it is marked @Val but is open, so a subclass could be mutable. Make it"
              + (open ? " sealed, or leave a single method to lambdas." : " final or sealed."));
      return;
    }
    for (Map.Entry<VariableElement, String> offending :
        context.immutableTypes.offendingFields(type).entrySet()) {
      scope.error(
          DiagnosticCode.CAP202,
          fieldTree(tree, offending.getKey()),
          "'"
              + type.getSimpleName()
              + "' is not val: "
              + offending.getValue()
              + ". Make the field final and of a val type, or give it @Val.");
    }
    superclass(scope, tree, type);
    FunctionCheck.implementation(scope, tree, type);
    inheritance(scope, tree, type);
  }

  /** What a @Val class inherits must be val too. */
  private static void superclass(Scope scope, ClassTree tree, TypeElement type) {
    CheckerContext context = scope.context();
    if (type.getSuperclass() instanceof DeclaredType above
        && above.asElement() instanceof TypeElement element
        && type.getKind() == ElementKind.CLASS
        && !element.getQualifiedName().contentEquals("java.lang.Object")) {
      Map<VariableElement, String> inherited = context.immutableTypes.offendingFields(element);
      boolean known =
          context.isSource(element) || CapabilityReader.direct(element) == Capability.VAL;
      if (!inherited.isEmpty() || (!known && !context.immutableTypes.isVal(above))) {
        scope.error(
            DiagnosticCode.CAP202,
            tree,
            "'"
                + type.getSimpleName()
                + "' is not val: it inherits from "
                + element.getSimpleName()
                + (inherited.isEmpty()
                    ? ", which is not val."
                    : ", whose " + inherited.values().iterator().next() + "."));
      }
    }
  }

  /** Every class below a @Val type is val: the promise is about all values of the type. */
  private static void inheritance(Scope scope, ClassTree tree, TypeElement type) {
    if (!scope.context().options.enforces(Rule.OVERRIDES)
        || CapabilityReader.direct(type) == Capability.VAL
        || CapabilityReader.has(type, "TrustedVal")
        || (isData(type) && scope.context().immutableTypes.isVal(type.asType()))) {
      return;
    }
    if (FunctionCheck.implementation(scope, tree, type)) {
      return;
    }
    for (TypeElement above : scope.context().capabilities.supertypes(type)) {
      if (CapabilityReader.direct(above) == Capability.VAL) {
        scope.error(
            DiagnosticCode.CAP202,
            tree,
            "'"
                + type.getSimpleName()
                + "' is not val: its supertype "
                + above.getSimpleName()
                + " is @Val, so it must be "
                + (isData(type)
                    ? "deeply immutable: " + scope.context().immutableTypes.whyNot(type.asType())
                    : "@Val too")
                + ".");
        return;
      }
    }
  }

  /** Tells whether the class is a record or an enum, which need no word to be val. */
  private static boolean isData(TypeElement type) {
    return type.getKind() == ElementKind.RECORD || type.getKind() == ElementKind.ENUM;
  }

  /** Where a field is declared, for the message; the class, if it is declared elsewhere. */
  static Tree fieldTree(ClassTree tree, VariableElement field) {
    for (Tree member : tree.getMembers()) {
      if (member instanceof VariableTree variable
          && variable.getName().contentEquals(field.getSimpleName())) {
        return variable;
      }
    }
    return tree;
  }
}
