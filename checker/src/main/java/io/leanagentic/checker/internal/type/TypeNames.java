package io.leanagentic.checker.internal.type;

import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The names of types in messages: as written in sources, without packages and words. */
public final class TypeNames {
  private TypeNames() {}

  /** A type as its author wrote it, without packages. */
  public static String full(TypeMirror type) {
    return type.toString()
        .replaceAll("@[\\w.]+(\\([^)]*\\))? ?", "")
        .replaceAll("\\b(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "");
  }

  static String simple(DeclaredType type) {
    return type.asElement().getSimpleName().toString();
  }
}
