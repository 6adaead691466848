package io.leanagentic.checker.internal.type;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Which method a function implements, by the type it is used as. */
public final class FunctionalTypes {
  /*
   * A lambda has no declaration, so what its parameters and its result must be is read from the method that its target
   * type leaves open. Of an intersection, such as (Runnable & Serializable), the first bound that has such a method
   * counts. An interface that inherits its only method, and adds none, is a function too.
   */

  private FunctionalTypes() {}

  /** The method a lambda of this type implements, or null. */
  public static @Nullable ExecutableElement functionalMethod(
      CapabilityReader capabilities, TypeMirror type) {
    if (type instanceof IntersectionType intersection) {
      for (TypeMirror bound : intersection.getBounds()) {
        ExecutableElement found = functionalMethod(capabilities, bound);
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
    for (TypeElement above : capabilities.supertypes(element)) {
      ExecutableElement inherited = abstractMethod(above);
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  /**
   * The first abstract method that the interface declares itself; null if there is none, or if the
   * type is a class.
   */
  private static @Nullable ExecutableElement abstractMethod(TypeElement type) {
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
}
