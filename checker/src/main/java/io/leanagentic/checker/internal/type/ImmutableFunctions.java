package io.leanagentic.checker.internal.type;

import io.leanagentic.checker.internal.library.MethodModels;
import io.leanagentic.checker.internal.library.MethodTrait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Functional interfaces marked {@code @Val}: anybody may implement them, and each implementation is
 * judged where it stands.
 */
public final class ImmutableFunctions {
  /*
   * Two kinds of val function
   *   @Val on an interface, as in
   *
   *       @Val interface Rule { boolean allows(int price); }
   *
   *   makes every Rule immutable: each lambda and each class that becomes one is judged by what it captures
   *   (ImmutableCaptures, FunctionCheck), so calling it writes nothing. Such an interface is called open, since it is
   *   not sealed and anybody may implement it.
   *
   *   @Val before somebody else's interface, as in @Val Supplier<String> name, is about one place. Not every Supplier
   *   is val, so the value must be one that nobody froze: nobody can write a frozen object through its names, but get()
   *   of a frozen Supplier could write it from inside. A place that admits only true val functions is called callable.
   *   Where the interface's only method reads, as that of Comparator does, the difference does not matter.
   */

  private final CapabilityReader capabilities;
  private final MethodModels models;
  private final Elements elements;

  public ImmutableFunctions(CapabilityReader capabilities, MethodModels models, Elements elements) {
    this.capabilities = capabilities;
    this.models = models;
    this.elements = elements;
  }

  /** Tells whether the interface is marked {@code @Val} although it is not sealed. */
  public static boolean isOpen(TypeElement type) {
    return type.getKind() == ElementKind.INTERFACE
        && !type.getModifiers().contains(Modifier.SEALED)
        && CapabilityReader.direct(type) == Capability.VAL;
  }

  /** Tells whether {@code type} shows no more of its values than such an interface. */
  public static boolean isOpen(TypeMirror type) {
    return switch (type) {
      case DeclaredType declared -> isOpen((TypeElement) declared.asElement());
      case TypeVariable variable -> isOpen(variable.getUpperBound());
      case IntersectionType intersection ->
          intersection.getBounds().stream().anyMatch(ImmutableFunctions::isOpen);
      default -> false;
    };
  }

  /** Tells whether the type is an anonymous implementation of such an interface. */
  static boolean isAnonymous(TypeElement type) {
    return type.getNestingKind() == NestingKind.ANONYMOUS
        && type.getInterfaces().stream().anyMatch(ImmutableFunctions::isOpen);
  }

  /** The interface of that kind that {@code target} is or extends, or null. */
  public @Nullable TypeElement of(TypeMirror target) {
    return switch (target) {
      case DeclaredType declared -> of((TypeElement) declared.asElement());
      case IntersectionType intersection -> {
        for (TypeMirror bound : intersection.getBounds()) {
          TypeElement found = of(bound);
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      default -> null;
    };
  }

  /** The interface of that kind that {@code type} is or implements, or null. */
  public @Nullable TypeElement of(TypeElement type) {
    if (isOpen(type)) {
      return type;
    }
    for (TypeElement above : capabilities.supertypes(type)) {
      if (isOpen(above)) {
        return above;
      }
    }
    return null;
  }

  /**
   * Tells whether the declaration admits only functions that are val, so that calling one writes
   * nothing: {@code @Val} before an interface of the JDK such as {@code Supplier}.
   */
  public boolean isCallable(Element element) {
    return capabilities.of(element) == Capability.VAL
        && isFunction(
            element instanceof ExecutableElement method
                ? method.getReturnType()
                : element.asType());
  }

  /** Tells whether the type is a functional interface by its own word, whose method may write. */
  public boolean isFunction(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || declared.asElement().getKind() != ElementKind.INTERFACE
        || isOpen(declared)) {
      return false;
    }
    for (AnnotationMirror mirror : declared.asElement().getAnnotationMirrors()) {
      if (CapabilityReader.name(mirror).equals("java.lang.FunctionalInterface")) {
        return !onlyReads((TypeElement) declared.asElement());
      }
    }
    return false;
  }

  /**
   * Tells whether none of the methods left to implementations writes, by its word or by the tables.
   */
  private boolean onlyReads(TypeElement type) {
    for (ExecutableElement method : left(type)) {
      if (!capabilities.declaresReadOnly(method) && !models.of(method).has(MethodTrait.READS)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the interface leaves a single method to implementations. */
  public boolean isFunctional(TypeElement type) {
    Set<String> names = new HashSet<>();
    left(type).forEach(each -> names.add(each.getSimpleName() + "/" + each.getParameters().size()));
    return names.size() == 1;
  }

  /** The methods that an implementation has to write; those of {@code Object} it has anyway. */
  private List<ExecutableElement> left(TypeElement type) {
    List<ExecutableElement> left = new ArrayList<>();
    for (Element member : elements.getAllMembers(type)) {
      if (member instanceof ExecutableElement method
          && method.getModifiers().contains(Modifier.ABSTRACT)
          && !isOfObject(method)) {
        left.add(method);
      }
    }
    return left;
  }

  /** Tells whether the method is one that every object has anyway. */
  public static boolean isOfObject(ExecutableElement method) {
    return switch (method.getSimpleName().toString()) {
      case "equals" -> method.getParameters().size() == 1;
      case "hashCode", "toString" -> method.getParameters().isEmpty();
      default -> false;
    };
  }
}
