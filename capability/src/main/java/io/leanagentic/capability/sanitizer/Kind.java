package io.leanagentic.capability.sanitizer;

import io.leanagentic.capability.Shared;
import io.leanagentic.capability.TrustedVal;
import io.leanagentic.capability.Val;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** What can happen to an object, as far as its class shows. */
enum Kind {
  /** Nothing: it is immutable as far as one can reach. */
  VAL,
  /** It is not written itself; what it refers to may be. */
  SHELL,
  /** It can be written. */
  MUTABLE,
  /** Several agents may use it at once: it protects itself, or reveals nothing but its identity. */
  SHARED;

  private static final ClassValue<Kind> KINDS =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return classify(type);
        }
      };

  static Kind of(Object object) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return Array.getLength(object) == 0 ? VAL : MUTABLE; // an empty array cannot be written
    }
    return KINDS.get(type);
  }

  static Kind of(Class<?> type) {
    return KINDS.get(type);
  }

  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Classes of this project that are built to be used from several threads. */
  private static boolean isOurs(Class<?> type) {
    String name = type.getName();
    return name.startsWith("io.leanagentic.internal.")
        || name.startsWith("io.leanagentic.orchestration.");
  }

  private static Kind classify(Class<?> type) {
    if (type.isArray()) {
      return MUTABLE;
    }
    if (type.isEnum() || (type.getSuperclass() != null && type.getSuperclass().isEnum())) {
      // What its final fields hold is looked at one by one.
      return ValTypes.areFieldsVal(type) ? VAL : isWritten(type) ? MUTABLE : SHELL;
    }
    Kind known = KnownTypes.kindOf(type);
    if (known != null) {
      return known;
    }
    if (isAnnotated(type, Val.class) || isAnnotated(type, TrustedVal.class)) {
      return VAL;
    }
    if (isAnnotated(type, Shared.class) || isOurs(type)) {
      return SHARED;
    }
    if (type.isRecord()) {
      return ValTypes.isVal(type) && !ValTypes.trustsWords(type) ? VAL : SHELL;
    }
    return isWritten(type) ? MUTABLE : SHELL;
  }

  /** Whether the word stands on the class, or on one that it extends or implements. */
  static boolean isAnnotated(Class<?> type, Class<? extends Annotation> word) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.isAnnotationPresent(word)) {
        return true;
      }
      for (Class<?> each : at.getInterfaces()) {
        if (isAnnotated(each, word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWritten(Class<?> type) {
    for (Class<?> at = type;
        at != null && at != Object.class && at != Enum.class;
        at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
          return true;
        }
      }
    }
    return false;
  }
}
