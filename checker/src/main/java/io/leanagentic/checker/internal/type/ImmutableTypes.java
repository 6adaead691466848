package io.leanagentic.checker.internal.type;

import io.leanagentic.checker.internal.library.LibraryModel;
import io.leanagentic.checker.internal.library.Origins;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Which types are deeply immutable; for any other, the path to what can be written. */
public final class ImmutableTypes {
  /*
   * Question
   *   May several agents read every value of this type at once? The answer is a text: empty for yes, otherwise the path
   *   to what can be written, such as "field Order.lines has type List<Line>". Messages show the path, so that the
   *   reader learns which declaration to change, not only that a type is wrong.
   *
   *   whyNot asks for val, whose parts may all be read. With `tags` it asks for less, whether a value may be shared:
   *   nobody can read a part that is a @Tag, so it does no harm. A record with a tag part is shareable, but not val.
   *
   * Rules
   *   A type of the tables is believed. A record, or an abstract sealed class, is val if all its fields are final and
   *   of val types; a sealed type if, in addition, all that it permits is val. Any other class says @Val, and is held
   *   to that where it is declared (ImmutableClassCheck). An open type is never val by what it is made of, since a
   *   subclass that nobody has written yet could hold anything. An array never is, since its elements can be assigned.
   *
   *   Words on type arguments belong to a place, not to a type. Optional<@Val X> is immutable as written, but not by
   *   nature: code that gets it as an Optional<X> may write the X.
   *
   * Soundness
   *   The answer is about types, so it must hold for each value. Two things would break that, and both are excluded. A
   *   final field could be seen before it is assigned: ConstructorEscapeCheck finds a this that escapes. A type
   *   variable could stand for something mutable: val-container and generic classes count only with val arguments.
   *
   * Recursion
   *   record Tree(@Val String name, Tree left, Tree right) asks about itself. While a type is open, that is, being
   *   looked at, it counts as val. If all else about it is val, there is no path to anything mutable; and a path that
   *   exists is found by the look that opened the type. Only answers found with nothing open are cached, and none that
   *   rests on an assumption about a constant (Origins.isAssuming).
   *
   *   The class is long because all kinds of types are looked at by this one recursion.
   */

  private final LibraryModel library;
  private final Types types;
  private final Origins origins;
  private final boolean enabled;
  private final IdentityHashMap<TypeElement, String> simple = new IdentityHashMap<>();
  private final IdentityHashMap<TypeElement, String> sendableSimple = new IdentityHashMap<>();

  public ImmutableTypes(LibraryModel library, Types types, Origins origins, boolean enabled) {
    this.library = library;
    this.types = types;
    this.origins = origins;
    this.enabled = enabled;
  }

  /**
   * Tells whether every value of {@code type}, whatever word is written on it, is deeply immutable.
   */
  public boolean isVal(TypeMirror type) {
    return whyNot(type).isEmpty();
  }

  /** Tells whether a type argument is immutable by its type or by the word written on it. */
  public boolean isShareableAsWritten(TypeMirror type) {
    return whyNot(type, true, new HashSet<>()).isEmpty();
  }

  /**
   * Tells whether every value of {@code type} may be shared, as it holds only val and tag parts,
   * whatever words are written on the type and its arguments.
   */
  public boolean isShareable(TypeMirror type) {
    return byNature(plain(type), true, new HashSet<>()).isEmpty();
  }

  /** Tells whether values of {@code type} are safe to share without the words on its arguments. */
  public boolean isSharedByNature(TypeMirror type) {
    return isShared(plain(type));
  }

  /** The type without the words on its arguments. */
  private TypeMirror plain(TypeMirror type) {
    return CapabilityReader.hasWordInside(type) ? types.stripAnnotations(type) : type;
  }

  /** Tells whether values of {@code type} are safe to share by their own means. */
  public boolean isShared(TypeMirror type) {
    return switch (type) {
      case DeclaredType declared -> {
        TypeElement element = (TypeElement) declared.asElement();
        String name = element.getQualifiedName().toString();
        if (library.isSharedType(name) || CapabilityReader.has(element, "Shared")) {
          yield true;
        }
        yield library.isSharedContainer(name) && argumentsAreVal(declared);
      }
      case TypeVariable variable -> isShared(variable.getUpperBound());
      case WildcardType wildcard when wildcard.getExtendsBound() != null ->
          isShared(wildcard.getExtendsBound());
      case IntersectionType intersection ->
          intersection.getBounds().stream().anyMatch(this::isShared);
      default -> false;
    };
  }

  /** Tells whether several threads may read and assign the field without harm. */
  public boolean isSafe(TypeElement element, VariableElement field) {
    if (field.getModifiers().contains(Modifier.VOLATILE)) {
      return isShareable(field.asType()) || isShared(field.asType());
    }
    return fieldWhyNot(element, field).isEmpty();
  }

  private boolean argumentsAreVal(DeclaredType declared) {
    return !declared.getTypeArguments().isEmpty()
        && declared.getTypeArguments().stream()
            .allMatch(argument ->
                isShareableAsWritten(argument) || isShared(argument) || isAnything(argument));
  }

  /** {@code ?}: what comes out is treated as belonging to somebody else, so nothing is promised. */
  private static boolean isAnything(TypeMirror type) {
    return type instanceof WildcardType wildcard
        && wildcard.getExtendsBound() == null
        && wildcard.getSuperBound() == null;
  }

  /** Why {@code type} is not val, as a path of fields; empty if it is val. */
  public String whyNot(TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      return "";
    }
    return byNature(type, false, new HashSet<>());
  }

  /**
   * The same for a part of another type, as it is written there: a word on the type itself decides.
   */
  private String whyNot(TypeMirror type, boolean tags, Set<TypeElement> open) {
    TypeKind kind = type.getKind();
    if (kind.isPrimitive() || kind == TypeKind.NULL || kind == TypeKind.VOID) {
      return "";
    }
    Capability word = CapabilityReader.direct(type);
    return word == Capability.VAL || (tags && word == Capability.TAG)
        ? ""
        : byNature(type, tags, open);
  }

  /**
   * The same by what the type is made of, whatever word is written on it. For an intersection one
   * val bound is enough, as each value is of all its bounds.
   */
  private String byNature(TypeMirror type, boolean tags, Set<TypeElement> open) {
    TypeKind kind = type.getKind();
    if (kind.isPrimitive() || kind == TypeKind.NULL || kind == TypeKind.VOID) {
      return "";
    }
    return switch (type) {
      case DeclaredType declared -> declaredWhyNot(declared, tags, open);
      case ArrayType array -> array + " is an array";
      case TypeVariable variable -> {
        String bound = whyNot(variable.getUpperBound(), tags, open);
        yield bound.isEmpty() ? "" : variable + " is a type variable";
      }
      case WildcardType wildcard ->
          wildcard.getExtendsBound() == null
              ? wildcard + " may be anything"
              : whyNot(wildcard.getExtendsBound(), tags, open);
      case IntersectionType intersection -> {
        for (TypeMirror bound : intersection.getBounds()) {
          if (whyNot(bound, tags, open).isEmpty()) {
            yield "";
          }
        }
        yield intersection + " is not val in any part";
      }
      default -> type + " is not known";
    };
  }

  /**
   * Looks at a class. Without type arguments, and with no other type open, the answer depends on
   * the class alone, and is cached.
   */
  private String declaredWhyNot(DeclaredType declared, boolean tags, Set<TypeElement> open) {
    TypeElement element = (TypeElement) declared.asElement();
    if (declared.getTypeArguments().isEmpty() && open.isEmpty()) {
      Map<TypeElement, String> cache = tags ? sendableSimple : simple;
      String known = cache.get(element);
      if (known == null) {
        known = elementWhyNot(declared, element, tags, open);
        if (!origins.isAssuming()) {
          cache.put(element, known);
        }
      }
      return known;
    }
    return elementWhyNot(declared, element, tags, open);
  }

  /**
   * Asks the tables, then the words on the class, then what it is made of. In this order a class of
   * the tables is believed although its fields are not final, and one that says {@code @Val} is
   * judged where it is declared, not at each use.
   */
  private String elementWhyNot(
      DeclaredType declared, TypeElement element, boolean tags, Set<TypeElement> open) {
    String name = element.getQualifiedName().toString();
    if (library.isValType(name) || isBelowValInterface(element)) {
      return "";
    }
    if (library.isValContainer(name)) {
      if (declared.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
        return TypeNames.full(declared) + " is raw";
      }
      for (TypeMirror argument : declared.getTypeArguments()) {
        String why = whyNot(argument, tags, open);
        if (!why.isEmpty() && !isShared(argument)) {
          return "its type argument is not val: " + why;
        }
      }
      return "";
    }
    if (CapabilityReader.has(element, "TrustedVal")
        || CapabilityReader.direct(element) == Capability.VAL) {
      return genericWhyNot(declared, element, tags, open);
    }
    if (!enabled || ImmutableFunctions.isAnonymous(element)) {
      return "";
    }
    if (!open.add(element)) {
      return "";
    }
    try {
      return switch (element.getKind()) {
        case RECORD -> fieldsWhyNot(declared, element, tags, open);
        case ENUM -> origins.isJdk(element) ? "" : enumWhyNot(declared, element, tags, open);
        default -> sealedWhyNot(declared, element, tags, open);
      };
    } finally {
      open.remove(element);
    }
  }

  /** Tells whether a sealed interface of the tables permits the class, and so covers it. */
  private boolean isBelowValInterface(TypeElement element) {
    for (TypeMirror above : element.getInterfaces()) {
      if (above instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement type
          && type.getModifiers().contains(Modifier.SEALED)
          && library.isValType(type.getQualifiedName().toString())) {
        return true;
      }
    }
    return false;
  }

  /** A class that is val by its own word is so for val type arguments only. */
  private String genericWhyNot(
      DeclaredType declared, TypeElement element, boolean tags, Set<TypeElement> open) {
    if (ImmutableFunctions.isOpen(element)) {
      return ""; // FunctionCheck lets no implementation keep a value of a variable type.
    }
    for (TypeMirror argument : declared.getTypeArguments()) {
      String why = whyNot(argument, tags, open);
      if (!why.isEmpty() && !isShared(argument)) {
        return "its type argument is not val: " + why;
      }
    }
    return "";
  }

  /** A sealed type is what it permits; a class that is not sealed is judged by its word alone. */
  private String sealedWhyNot(
      DeclaredType declared, TypeElement element, boolean tags, Set<TypeElement> open) {
    if (!element.getModifiers().contains(Modifier.SEALED)) {
      return switch (element.getKind()) {
        case INTERFACE -> TypeNames.full(declared) + " is an open interface";
        case ANNOTATION_TYPE -> "";
        default ->
            element.getModifiers().contains(Modifier.FINAL)
                ? TypeNames.full(declared) + " is a class that is not marked @Val"
                : TypeNames.full(declared) + " is an open class";
      };
    }
    if (element.getKind() == ElementKind.CLASS) {
      if (!element.getModifiers().contains(Modifier.ABSTRACT)) {
        return TypeNames.full(declared) + " is a class that is not marked @Val";
      }
      String fields = fieldsWhyNot(declared, element, tags, open);
      if (!fields.isEmpty()) {
        return fields;
      }
    }
    for (TypeMirror permitted : element.getPermittedSubclasses()) {
      if (permitted instanceof DeclaredType subtype) {
        // A subtype that is val only as seen through another interface proves nothing here.
        String why =
            isBelowValInterface((TypeElement) subtype.asElement())
                ? TypeNames.simple(subtype)
                    + " may be written through "
                    + TypeNames.simple(declared)
                : whyNot(specialised(declared, subtype), tags, open);
        if (!why.isEmpty()) {
          return "it permits " + TypeNames.simple(subtype) + ": " + why;
        }
      }
    }
    return "";
  }

  /**
   * A permitted subtype with the type arguments of the sealed type where both declare the same
   * number.
   */
  private TypeMirror specialised(DeclaredType sealed, DeclaredType subtype) {
    List<? extends TypeMirror> arguments = sealed.getTypeArguments();
    TypeElement element = (TypeElement) subtype.asElement();
    if (arguments.isEmpty() || element.getTypeParameters().size() != arguments.size()) {
      return subtype;
    }
    if (arguments.stream().anyMatch(argument -> argument instanceof WildcardType)) {
      return subtype;
    }
    DeclaredType candidate = types.getDeclaredType(element, arguments.toArray(TypeMirror[]::new));
    return types.isSubtype(candidate, sealed) ? candidate : subtype;
  }

  /** What can be written in an enum's constants; empty if nothing can. */
  public String whyMutable(Element element) {
    if (!(element instanceof TypeElement type)
        || type.getKind() != ElementKind.ENUM
        || isShared(type.asType())) {
      return "";
    }
    if (!origins.isSource(type)) {
      return binaryEnumWhyMutable(type);
    }
    return byNature(type.asType(), true, new HashSet<>());
  }

  /**
   * The same for an enum of another compilation: a function in a final field counts as part of its
   * code.
   */
  private String binaryEnumWhyMutable(TypeElement type) {
    if (isShareable(type.asType())) {
      return "";
    }
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      boolean function =
          field.getModifiers().contains(Modifier.FINAL)
              && field.asType() instanceof DeclaredType declared
              && declared.asElement().getAnnotation(FunctionalInterface.class) != null;
      if (isOfObject(field) && !function) {
        String why = fieldWhyNot(type, field);
        if (!why.isEmpty()) {
          return why;
        }
      }
    }
    return "";
  }

  private static boolean isOfObject(VariableElement field) {
    return !field.getModifiers().contains(Modifier.STATIC)
        && field.getKind() != ElementKind.ENUM_CONSTANT;
  }

  /**
   * For an enum compiled now it is known what its final fields hold, even if their types are open.
   */
  private String enumWhyNot(
      DeclaredType declared, TypeElement element, boolean tags, Set<TypeElement> open) {
    if (!origins.isSource(element)) {
      return fieldsWhyNot(declared, element, tags, open);
    }
    for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
      String why =
          isOfObject(field) && isBounded(field)
              ? fieldWhyNot(declared, element, field, tags, open)
              : "";
      if (!why.isEmpty()) {
        return why;
      }
    }
    return origins.constantsWhyMutable(element);
  }

  /** Tells whether a field must be judged by its type: it can be assigned, or has a word. */
  private static boolean isBounded(VariableElement field) {
    return !field.getModifiers().contains(Modifier.FINAL)
        || CapabilityReader.direct(field) != Capability.NONE
        || CapabilityReader.onType(field.asType()) != Capability.NONE;
  }

  /**
   * Judges the fields of an object. Static fields are judged by {@code StaticAccess}, and the
   * constants of an enum are the values themselves.
   */
  private String fieldsWhyNot(
      DeclaredType declared, TypeElement element, boolean tags, Set<TypeElement> open) {
    for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
      if (!isOfObject(field)) {
        continue;
      }
      String why = fieldWhyNot(declared, element, field, tags, open);
      if (!why.isEmpty()) {
        return why;
      }
    }
    return "";
  }

  /** Why one field keeps its class from being shared; empty if it does not. */
  private String fieldWhyNot(TypeElement element, VariableElement field) {
    var open = new HashSet<>(Set.of(element));
    return fieldWhyNot((DeclaredType) element.asType(), element, field, true, open);
  }

  /** Why one field keeps its class from being val; empty if it does not. */
  String fieldWhyNot(
      DeclaredType declared,
      TypeElement element,
      VariableElement field,
      boolean tags,
      Set<TypeElement> open) {
    String path = "field " + element.getSimpleName() + "." + field.getSimpleName();
    if (!field.getModifiers().contains(Modifier.FINAL)) {
      return path + " is not final";
    }
    Capability word = CapabilityReader.ofField(element, field);
    if (word == Capability.VAL
        || (tags && word == Capability.TAG)
        || CapabilityReader.has(field, "TrustedVal")
        || CapabilityReader.has(field, "Shared")) {
      return "";
    }
    if (word == Capability.TAG) {
      return path + " is a tag";
    }
    if (word == Capability.ISO || word == Capability.BOX) {
      return path + " is " + word;
    }
    TypeMirror type = types.asMemberOf(declared, field);
    if (isShared(type)) {
      return "";
    }
    String why = whyNot(type, tags, open);
    if (why.isEmpty()) {
      return "";
    }
    String typed = path + " has type " + TypeNames.full(type);
    return why.startsWith("field ") || why.startsWith("it permits") ? typed + ": " + why : typed;
  }

  /** The fields that keep a class marked {@code @Val} from being so, each with its reason. */
  public Map<VariableElement, String> offendingFields(TypeElement element) {
    var found = new java.util.LinkedHashMap<VariableElement, String>();
    for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
      if (!isOfObject(field)) {
        continue;
      }
      String why = fieldWhyNot(element, field);
      if (!why.isEmpty() && field.asType().getKind() != TypeKind.TYPEVAR) {
        found.put(field, why);
      }
    }
    return found;
  }

  /** Tells whether the class is final and its own fields would let it be marked val. */
  public boolean couldBeVal(TypeElement element) {
    return element.getKind() == ElementKind.CLASS
        && element.getModifiers().contains(Modifier.FINAL)
        && fieldsWhyNot(
                (DeclaredType) element.asType(), element, false, new HashSet<>(Set.of(element)))
            .isEmpty();
  }
}
