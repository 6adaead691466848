package io.leanagentic.build;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user of a type may rely on, as text: one line for the type, one for each public or
 * protected member, sorted. Left out is what follows from the rest: accessors of a record, the
 * constructor that takes its components, {@code equals}, {@code hashCode} and {@code toString}.
 */
final class ApiListing {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  private ApiListing() {}

  /** The lines of {@code type} and its nested types. */
  static List<String> lines(Class<?> type) {
    var lines = new ArrayList<String>();
    lines.add(header(type));
    Stream.of(fields(type), constructors(type), methods(type))
        .flatMap(members -> members)
        .map(member -> "  " + member)
        .sorted()
        .forEach(lines::add);
    Arrays.stream(type.getDeclaredClasses())
        .filter(nested -> isVisible(nested.getModifiers()))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .forEach(nested -> lines.addAll(lines(nested)));
    return lines;
  }

  private static String header(Class<?> type) {
    var line = new StringBuilder(deprecated(type));
    line.append(Modifier.isProtected(type.getModifiers()) ? "protected " : "");
    line.append(type.isSealed() ? "sealed " : "");
    if (!type.isInterface() && !type.isEnum() && !type.isRecord()) {
      line.append(Modifier.isAbstract(type.getModifiers()) ? "abstract " : "");
      line.append(Modifier.isFinal(type.getModifiers()) ? "final " : "");
    }
    line.append(kind(type))
        .append(' ')
        .append(named(type))
        .append(variables(type.getTypeParameters()));
    if (type.isRecord()) {
      line.append(
          Arrays.stream(type.getRecordComponents())
              .map(part -> shown(part.getAnnotatedType()) + " " + part.getName())
              .collect(Collectors.joining(", ", "(", ")")));
    }
    if (type.isEnum()) {
      line.append(
          joined(" { ", Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name())));
      line.append(" }");
    }
    var superclass = type.getAnnotatedSuperclass();
    if (superclass != null
        && !type.isEnum()
        && !type.isRecord()
        && type.getSuperclass() != Object.class) {
      line.append(" extends ").append(shown(superclass));
    }
    line.append(
        joined(
            type.isInterface() ? " extends " : " implements ",
            Arrays.stream(
                    type.isAnnotation() ? new AnnotatedType[0] : type.getAnnotatedInterfaces())
                .map(ApiListing::shown)));
    if (type.isSealed() && !type.isEnum()) {
      line.append(
          joined(
              " permits ",
              Arrays.stream(type.getPermittedSubclasses())
                  .filter(part -> isVisible(part.getModifiers()))
                  .map(ApiListing::named)));
    }
    return line.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    return type.isInterface()
        ? "interface"
        : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static Stream<String> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> isVisible(field.getModifiers()) && !field.isEnumConstant())
        .map(ApiListing::field);
  }

  private static String field(Field field) {
    return deprecated(field)
        + modifiers(field.getModifiers())
        + (Modifier.isFinal(field.getModifiers()) ? "final " : "")
        + shown(field.getAnnotatedType())
        + " "
        + field.getName();
  }

  private static Stream<String> constructors(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(c -> isVisible(c.getModifiers()) && !c.isSynthetic() && !isCanonical(c))
        .map(c -> deprecated(c) + modifiers(c.getModifiers()) + "new" + tail(c));
  }

  private static boolean isCanonical(Constructor<?> constructor) {
    var type = constructor.getDeclaringClass();
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray());
  }

  private static Stream<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(
            m -> isVisible(m.getModifiers()) && !m.isSynthetic() && !followsFromTheRest(type, m))
        .map(m -> method(type, m));
  }

  private static boolean followsFromTheRest(Class<?> type, Method method) {
    var name = method.getName();
    boolean noParameters = method.getParameterCount() == 0;
    if (type.isEnum() && Modifier.isStatic(method.getModifiers())) {
      return (name.equals("values") && noParameters) || name.equals("valueOf");
    }
    return OF_EVERY_OBJECT.contains(name)
        || (type.isRecord()
            && noParameters
            && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(name)));
  }

  private static String method(Class<?> type, Method method) {
    int modifiers = method.getModifiers();
    boolean extensible = !Modifier.isFinal(type.getModifiers()) && !type.isInterface();
    var variables = variables(method.getTypeParameters());
    return deprecated(method)
        + modifiers(modifiers)
        + (method.isDefault() ? "default " : "")
        + (extensible && Modifier.isAbstract(modifiers) ? "abstract " : "")
        + (extensible && Modifier.isFinal(modifiers) ? "final " : "")
        + (variables.isEmpty() ? "" : variables + " ")
        + shown(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + tail(method);
  }

  /** The parameters and exceptions. */
  private static String tail(Executable executable) {
    var names = executable.getParameters();
    var types = executable.getAnnotatedParameterTypes();
    var parts = new ArrayList<String>();
    for (int i = 0; i < names.length; i++) {
      var type = shown(types[i]);
      if (names[i].isVarArgs()) {
        type = type.substring(0, type.length() - "[]".length()) + "...";
      }
      parts.add(type + " " + names[i].getName());
    }
    var thrown = Arrays.stream(executable.getAnnotatedExceptionTypes()).map(ApiListing::shown);
    return "(" + String.join(", ", parts) + ")" + joined(" throws ", thrown);
  }

  private static String variables(TypeVariable<?>[] variables) {
    if (variables.length == 0) {
      return "";
    }
    return Arrays.stream(variables)
        .map(v -> v.getName() + bounds(v))
        .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String bounds(TypeVariable<?> variable) {
    return Arrays.stream(variable.getAnnotatedBounds())
        .map(ApiListing::shown)
        .filter(bound -> !bound.equals("Object"))
        .reduce((a, b) -> a + " & " + b)
        .map(all -> " extends " + all)
        .orElse("");
  }

  private static String modifiers(int modifiers) {
    return (Modifier.isProtected(modifiers) ? "protected " : "")
        + (Modifier.isStatic(modifiers) ? "static " : "");
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String joined(String start, Stream<String> parts) {
    var all = parts.collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : start + all;
  }

  private static String named(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /** A type as one writes it under imports, with its annotations such as {@code @Nullable}. */
  private static String shown(AnnotatedType type) {
    return type.toString()
        .replaceAll("\\b(?:[a-z]\\w*\\.)+", "")
        .replaceAll("(@\\w+)\\(\\)", "$1")
        .replace('$', '.');
  }
}
