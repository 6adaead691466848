package io.leanagentic.checker.internal.type;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads the capability words of declarations and types. */
public final class CapabilityReader {
  /*
   * Where words stand
   *   A word is one of the annotations of capabilities. It annotates a declaration or a type: @Val List<X> xs,
   *   List<@Val X> xs, @Iso X make(). The compiler keeps the two apart, so both places are read, the declaration first.
   *   Words on type arguments are lost in the types of expressions; ContainerContents finds them again at declarations.
   *
   * Words nobody wrote
   *   A parameter of a record's canonical constructor has the word of its component, where one writes it. A parameter
   *   of an agent's handler has the word of the method that it overrides in the runtime: `receive(Order order)` owns
   *   its order, because AgentRef.signal gave it away. Only methods of the runtime hand their words down. Below any
   *   other type an override states its own words, which OverrideCheck compares.
   *
   *   A record's accessor is the opposite case: javac copies @Iso from the component to the accessor, although what an
   *   accessor gives back is still part of the record. So there the word is dropped.
   */

  /** Where the words live. */
  public static final String PACKAGE = "io.leanagentic.capability.";

  /** The package of the methods that hand their words down to overrides: the handlers of agents. */
  private static final String RUNTIME_PACKAGE = "io.leanagentic";

  private static final Map<String, Capability> BY_NAME =
      new HashMap<>(
          Map.of(
              PACKAGE + "Iso", Capability.ISO,
              PACKAGE + "Val", Capability.VAL,
              PACKAGE + "Box", Capability.BOX,
              PACKAGE + "Tag", Capability.TAG,
              PACKAGE + "Sending", Capability.SENDING));

  private final Elements elements;
  private final Types types;
  private final boolean handlersOwn;
  private final IdentityHashMap<Element, Capability> cache = new IdentityHashMap<>();

  public CapabilityReader(Elements elements, Types types, boolean handlersOwn) {
    this.elements = elements;
    this.types = types;
    this.handlersOwn = handlersOwn;
  }

  /** The word of a variable, a field, a parameter, a record component or a method's result. */
  public Capability of(Element element) {
    Capability known = cache.get(element);
    if (known == null) {
      known = read(element);
      cache.put(element, known);
    }
    return known;
  }

  private Capability read(Element element) {
    if (element instanceof ExecutableElement method) {
      if (isRecordAccessor(method)) {
        // What an accessor gives back is part of the record, although javac copies @Iso to it.
        Capability own = componentWord(method);
        return own == Capability.ISO || own == Capability.SENDING ? Capability.NONE : own;
      }
      Capability own = direct(method);
      return own != Capability.NONE ? own : onType(method.getReturnType());
    }
    Capability own = direct(element);
    if (own == Capability.NONE) {
      own = onType(element.asType());
    }
    if (own == Capability.NONE && element.getKind() == ElementKind.PARAMETER) {
      own = parameterWord((VariableElement) element);
    }
    return own;
  }

  /** The word of a field; that of a record is its component's. */
  public static Capability ofField(TypeElement element, VariableElement field) {
    Capability own = direct(field);
    if (own == Capability.NONE) {
      own = onType(field.asType());
    }
    if (own == Capability.NONE && element.getKind() == ElementKind.RECORD) {
      for (RecordComponentElement component : element.getRecordComponents()) {
        if (component.getSimpleName().equals(field.getSimpleName())) {
          return direct(component);
        }
      }
    }
    return own;
  }

  /** The word of the component that an accessor shows, else that of an accessor written by hand. */
  private Capability componentWord(ExecutableElement accessor) {
    for (RecordComponentElement component : ownerType(accessor).getRecordComponents()) {
      if (component.getSimpleName().equals(accessor.getSimpleName())) {
        Capability word = direct(component);
        if (word == Capability.NONE) {
          word = onType(component.asType());
        }
        return word != Capability.NONE ? word : direct(accessor);
      }
    }
    return Capability.NONE;
  }

  /**
   * A parameter of a record's canonical constructor is its component; one of a handler is owned.
   */
  private Capability parameterWord(VariableElement parameter) {
    if (!(parameter.getEnclosingElement() instanceof ExecutableElement method)
        || !(method.getEnclosingElement() instanceof TypeElement owner)) {
      return Capability.NONE;
    }
    int index = method.getParameters().indexOf(parameter);
    if (index < 0) {
      return Capability.NONE;
    }
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      return owner.getKind() == ElementKind.RECORD && isCanonical(owner, method)
          ? of(owner.getRecordComponents().get(index))
          : Capability.NONE;
    }
    for (ExecutableElement overridden : overridden(method)) {
      if (handlersOwn && packageOf(overridden).equals(RUNTIME_PACKAGE)) {
        Capability inherited = of(overridden.getParameters().get(index));
        if (inherited == Capability.ISO || inherited == Capability.SENDING) {
          return inherited;
        }
      }
    }
    return Capability.NONE;
  }

  private String packageOf(Element element) {
    return elements.getPackageOf(element).getQualifiedName().toString();
  }

  /**
   * Tells whether the constructor takes the components: the erased types are compared, since a
   * parameter written by hand may differ in annotations.
   */
  private boolean isCanonical(TypeElement record, ExecutableElement constructor) {
    List<? extends RecordComponentElement> components = record.getRecordComponents();
    List<? extends VariableElement> parameters = constructor.getParameters();
    if (components.size() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < components.size(); i++) {
      if (!types.isSameType(
          types.erasure(components.get(i).asType()), types.erasure(parameters.get(i).asType()))) {
        return false;
      }
    }
    return true;
  }

  /** The word among the annotations of {@code construct} itself. */
  public static Capability direct(AnnotatedConstruct construct) {
    for (AnnotationMirror mirror : construct.getAnnotationMirrors()) {
      Capability word = BY_NAME.get(name(mirror));
      if (word != null) {
        return word;
      }
    }
    return Capability.NONE;
  }

  /**
   * The word written on a type, such as a type argument; for an array also that on its elements.
   */
  public static Capability onType(TypeMirror type) {
    if (type.getKind().isPrimitive()
        || type.getKind() == TypeKind.VOID
        || type.getKind() == TypeKind.NONE) {
      return Capability.NONE;
    }
    Capability own = direct(type);
    if (own != Capability.NONE) {
      return own;
    }
    return switch (type) {
      case WildcardType wildcard when wildcard.getExtendsBound() != null ->
          onType(wildcard.getExtendsBound());
      case WildcardType wildcard when wildcard.getSuperBound() != null ->
          onType(wildcard.getSuperBound());
      case ArrayType array -> onType(array.getComponentType());
      default -> Capability.NONE;
    };
  }

  /** Tells whether a type argument of {@code type}, at any depth, carries a word. */
  public static boolean hasWordInside(TypeMirror type) {
    if (type instanceof DeclaredType declared) {
      for (TypeMirror argument : declared.getTypeArguments()) {
        if (onType(argument) != Capability.NONE || hasWordInside(argument)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The binary-independent name of an annotation. */
  public static String name(AnnotationMirror mirror) {
    return ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName().toString();
  }

  /** Tells whether the declaration carries the annotation of that simple name of this project. */
  public static boolean has(AnnotatedConstruct construct, String simpleName) {
    return mirror(construct, simpleName).isPresent();
  }

  /** The annotation of that simple name of this project. */
  public static Optional<AnnotationMirror> mirror(AnnotatedConstruct construct, String simpleName) {
    for (AnnotationMirror mirror : construct.getAnnotationMirrors()) {
      if (name(mirror).equals(PACKAGE + simpleName)) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  /** The class that declares a field or a method; what encloses any other declaration. */
  public static Element owner(Element member) {
    return Objects.requireNonNull(member.getEnclosingElement(), "a member of nothing");
  }

  /** The class that declares {@code member}. */
  public static TypeElement ownerType(Element member) {
    return (TypeElement) owner(member);
  }

  /** Tells whether the method promises, by itself, not to write its receiver. */
  public boolean declaresReadOnly(ExecutableElement method) {
    return has(method, "ReadOnly") || isRecordAccessor(method);
  }

  /** Tells whether the method is the accessor of a record's component. */
  public static boolean isRecordAccessor(ExecutableElement method) {
    if (!method.getParameters().isEmpty()
        || owner(method).getKind() != ElementKind.RECORD
        || method.getModifiers().contains(Modifier.STATIC)) {
      return false;
    }
    for (RecordComponentElement component : ownerType(method).getRecordComponents()) {
      if (component.getSimpleName().equals(method.getSimpleName())) {
        return true;
      }
    }
    return false;
  }

  /** The methods that {@code method} overrides or implements, nearest first. */
  public List<ExecutableElement> overridden(ExecutableElement method) {
    if (method.getKind() != ElementKind.METHOD
        || method.getModifiers().contains(Modifier.STATIC)
        || method.getModifiers().contains(Modifier.PRIVATE)
        || !(method.getEnclosingElement() instanceof TypeElement owner)) {
      return List.of();
    }
    var found = new java.util.ArrayList<ExecutableElement>();
    for (TypeElement above : supertypes(owner)) {
      for (Element member : above.getEnclosedElements()) {
        if (member instanceof ExecutableElement candidate
            && candidate.getSimpleName().equals(method.getSimpleName())
            && candidate.getParameters().size() == method.getParameters().size()
            && elements.overrides(method, candidate, owner)) {
          found.add(candidate);
        }
      }
    }
    return found;
  }

  private final IdentityHashMap<TypeElement, List<TypeElement>> supertypes =
      new IdentityHashMap<>();

  /** All classes and interfaces above {@code type}, without itself. */
  public List<TypeElement> supertypes(TypeElement type) {
    List<TypeElement> known = supertypes.get(type);
    if (known == null) {
      var all = new java.util.LinkedHashSet<TypeElement>();
      collect(type, all);
      all.remove(type);
      known = List.copyOf(all);
      supertypes.put(type, known);
    }
    return known;
  }

  private void collect(TypeElement type, java.util.Set<TypeElement> into) {
    for (TypeMirror above : types.directSupertypes(type.asType())) {
      if (above instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement element
          && into.add(element)) {
        collect(element, into);
      }
    }
  }
}
