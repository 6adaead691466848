package io.leanagentic.checker.internal.type;

import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** What somebody can use who needs a value of a type to be val: in messages, so by simple names. */
public final class ValForms {
  private static final Map<String, String> INSTEAD =
      Map.of(
          "java.util.Date", "Instant",
          "java.util.Calendar", "ZonedDateTime",
          "java.text.DateFormat", "DateTimeFormatter",
          "java.lang.AbstractStringBuilder", "String");

  private static final Map<String, String> COPIES =
      Map.of(
          "java.util.Map", "Map.of/copyOf",
          "java.util.Set", "Set.of/copyOf",
          "java.util.Collection", "List.of/copyOf");

  private ValForms() {}

  /** What makes a value of {@code type} val: {@code Map.of/copyOf or Cap.freeze}. */
  public static String makers(Types types, TypeMirror type) {
    String copies = nearest(types, type, COPIES);
    return copies.isEmpty() ? "Cap.freeze" : copies + " or Cap.freeze";
  }

  /** The type of the JDK that is immutable and says the same; empty if there is none. */
  public static String instead(Types types, TypeMirror type) {
    return nearest(types, type, INSTEAD);
  }

  private static String nearest(Types types, TypeMirror type, Map<String, String> known) {
    if (!(type instanceof DeclaredType declared)) {
      return "";
    }
    String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
    return known.containsKey(name)
        ? known.get(name)
        : types.directSupertypes(type).stream()
            .map(above -> nearest(types, above, known))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse("");
  }
}
