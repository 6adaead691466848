package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.TypeNames;
import io.leanagentic.checker.internal.type.ValForms;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A class made to be sent can be sent. */
public final class MessageCheck {
  /*
   * What a message is
   *   A class that implements Message declares that its objects are sent. That is checked at its declaration, not at
   *   each send, so that its author learns of a fault, and not its users.
   *
   *   It must be plain what it carries, so it is a record, an enum or a @Val class. Each component of a record is val,
   *   a tag, shared, or marked @Iso, in which case it moves with the message. @Box is refused: what is lent cannot be
   *   given away.
   *
   * Type variables
   *   record Answer<T>(T value) implements Message is judged where an object is made with a known T: `new Answer<X>(x)`
   *   carries an X. A component with a word needs no such look.
   */

  private static final String MESSAGE = CapabilityReader.PACKAGE + "Message";

  private MessageCheck() {}

  /** Judges a class that is marked as a message. */
  public static void declaration(Scope scope, ClassTree tree, TypeElement type) {
    CheckerContext context = scope.context();
    if (!context.options.enforces(Rule.MESSAGES) || !isMessage(context, type)) {
      return;
    }
    switch (type.getKind()) {
      case RECORD -> {
        if (CapabilityReader.direct(type) == Capability.VAL
            && context.options.enforces(Rule.IMMUTABLE_TYPES)) {
          return; // ImmutableClassCheck judges each component.
        }
        for (RecordComponentElement component : type.getRecordComponents()) {
          component(scope, tree, type, component);
        }
      }
      case ENUM -> {
        String why = context.immutableTypes.whyNot(type.asType());
        if (!why.isEmpty()) {
          scope.error(
              DiagnosticCode.CAP201,
              tree,
              "message " + type.getSimpleName() + " is not sendable: " + why + ".");
        }
      }
      case INTERFACE -> {}
      default -> {
        boolean val =
            CapabilityReader.direct(type) == Capability.VAL
                || CapabilityReader.has(type, "TrustedVal");
        if (!val && !type.getModifiers().contains(Modifier.ABSTRACT)) {
          scope.error(
              DiagnosticCode.CAP201,
              tree,
              "message "
                  + type.getSimpleName()
                  + " must be a record, an enum or a @Val class, so that it is clear what it carries.");
        }
      }
    }
  }

  /** Tells whether the class implements the interface that marks messages. */
  static boolean isMessage(CheckerContext context, TypeElement type) {
    for (TypeElement above : context.capabilities.supertypes(type)) {
      if (above.getQualifiedName().contentEquals(MESSAGE)) {
        return true;
      }
    }
    return false;
  }

  /** Judges one component of a record by its word, then by its type. */
  private static void component(
      Scope scope, ClassTree tree, TypeElement type, RecordComponentElement component) {
    Capability word = wordOf(scope.context(), component);
    if (word == Capability.VAL || word == Capability.TAG || word == Capability.ISO) {
      return;
    }
    TypeMirror componentType = component.asType();
    if (componentType.getKind() == TypeKind.TYPEVAR && word == Capability.NONE) {
      return;
    }
    String why =
        word == Capability.BOX
            ? "it is @Box, a borrowed value"
            : whyNotSendable(scope.context(), componentType);
    if (why.isEmpty() || ConstructorEscapeCheck.explains(scope, componentType)) {
      return;
    }
    String name = TypeNames.full(componentType);
    String instead = ValForms.instead(scope.context().types, componentType);
    scope.error(
        DiagnosticCode.CAP201,
        componentTree(tree, component),
        "component '"
            + component.getSimpleName()
            + "' of message "
            + type.getSimpleName()
            + " is not sendable: "
            + why
            + ". Use "
            + (instead.isEmpty() ? "" : instead + ", ")
            + "@Val "
            + name
            + " (from "
            + ValForms.makers(scope.context().types, componentType)
            + "), or @Iso to move it.");
  }

  /** The word of a component, written on it or on its type. */
  private static Capability wordOf(CheckerContext context, RecordComponentElement component) {
    Capability word = CapabilityReader.direct(component);
    if (word == Capability.NONE) {
      word = context.capabilities.of(component);
    }
    return word;
  }

  private static String whyNotSendable(CheckerContext context, TypeMirror type) {
    if (context.immutableTypes.isShared(type) || context.immutableTypes.isShareable(type)) {
      return "";
    }
    return context.immutableTypes.whyNot(type);
  }

  /** Where a component is declared, for the message. */
  private static Tree componentTree(ClassTree tree, RecordComponentElement component) {
    for (Tree member : tree.getMembers()) {
      if (member instanceof VariableTree field
          && field.getName().contentEquals(component.getSimpleName())
          && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
        return field;
      }
    }
    return tree;
  }

  /** A message whose component is a type variable is judged where it is made. */
  public static void instantiation(Scope scope, NewClassTree tree, TypeElement type) {
    CheckerContext context = scope.context();
    if (!context.options.enforces(Rule.MESSAGES)
        || !context.options.enforces(Rule.GENERICS)
        || type.getKind() != ElementKind.RECORD
        || type.getTypeParameters().isEmpty()
        || !isMessage(context, type)
        || !(scope.type(tree) instanceof DeclaredType made)) {
      return;
    }
    for (RecordComponentElement component : type.getRecordComponents()) {
      if (component.asType().getKind() != TypeKind.TYPEVAR
          || wordOf(context, component) != Capability.NONE
          || !(context.types.asMemberOf(made, component.getAccessor())
              instanceof ExecutableType member)) {
        continue;
      }
      TypeMirror actual = member.getReturnType();
      if (actual.getKind() == TypeKind.TYPEVAR
          || CapabilityReader.onType(actual) != Capability.NONE) {
        continue;
      }
      String why = whyNotSendable(context, actual);
      if (!why.isEmpty()) {
        scope.error(
            DiagnosticCode.CAP201,
            tree,
            "component '"
                + component.getSimpleName()
                + "' of message "
                + TypeNames.full(made)
                + " is not sendable: "
                + why
                + ". Give the component @Val or @Iso, or use a type that is val.");
        return;
      }
    }
  }
}
