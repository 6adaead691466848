package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.ClassTree;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * A class below an open type that counts as immutable or shared wherever it is seen, such as {@code
 * Clock} or {@code ConcurrentMap}, keeps that promise.
 */
final class PromiseCheck {
  /*
   * class TestClock extends Clock { Instant now; ... } is wrong although nothing in it is marked: by the tables every
   * Clock counts as immutable, and this one is not. Its fields are judged like those of a val class, but may also be
   * volatile, as the promise is that several threads may use it. A class with a word of its own, such as @Shared, is
   * judged by that instead, and so is a superclass.
   */

  private PromiseCheck() {}

  /** Judges the fields of a class, with those it inherits from classes compiled now. */
  static void declaration(Scope scope, ClassTree tree, TypeElement type) {
    CheckerContext context = scope.context();
    if (!scope.optedIn()
        || !context.options.enforces(Rule.OVERRIDES)
        || type.getKind() == ElementKind.INTERFACE
        || type.getKind() == ElementKind.ENUM
        || says(type)) {
      return;
    }
    TypeElement promise = promise(context, type);
    if (promise == null) {
      return;
    }
    for (TypeElement at = type; at != null && context.isSource(at) && !says(at); at = above(at)) {
      for (VariableElement field : ElementFilter.fieldsIn(at.getEnclosedElements())) {
        if (!field.getModifiers().contains(Modifier.STATIC)
            && !context.immutableTypes.isSafe(at, field)) {
          scope.error(
              DiagnosticCode.CAP202,
              at == type ? ImmutableClassCheck.fieldTree(tree, field) : tree,
              "'"
                  + (type.getSimpleName().isEmpty()
                      ? "new " + promise.getSimpleName()
                      : type.getSimpleName())
                  + "' is not safe to share, as every "
                  + promise.getSimpleName()
                  + " is taken to be: field '"
                  + field.getSimpleName()
                  + "' can be written. Make it final and val, or mark the class @Shared with the"
                  + " reason why it is.");
          return;
        }
      }
    }
  }

  /** The supertype that others rely on, or null. */
  private static @Nullable TypeElement promise(CheckerContext context, TypeElement type) {
    for (TypeElement each : context.capabilities.supertypes(type)) {
      if (context.promises.isPromise(each)) {
        return each;
      }
    }
    return null;
  }

  /** Tells whether the class has a word of its own. */
  private static boolean says(TypeElement type) {
    return CapabilityReader.has(type, "Shared")
        || CapabilityReader.has(type, "TrustedVal")
        || CapabilityReader.has(type, "CapUnchecked")
        || CapabilityReader.direct(type) == Capability.VAL;
  }

  /** The superclass, or null. */
  private static @Nullable TypeElement above(TypeElement type) {
    Element above =
        type.getSuperclass() instanceof DeclaredType declared ? declared.asElement() : null;
    return above instanceof TypeElement element ? element : null;
  }
}
