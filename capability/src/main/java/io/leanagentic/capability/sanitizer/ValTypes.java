package io.leanagentic.capability.sanitizer;

import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Tag;
import io.leanagentic.capability.TrustedVal;
import io.leanagentic.capability.Val;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

/** Which types have immutable values only, as rule R2 of the checker says. */
final class ValTypes {
  private ValTypes() {}

  static boolean isVal(Type type) {
    return isVal(type, new HashSet<>());
  }

  /** Whether every instance field is final and val; of an enum or a class marked so. */
  static boolean areFieldsVal(Class<?> type) {
    return areFieldsVal(type, new HashSet<>(Set.of(type)));
  }

  /** A type that refers to itself is val if nothing else of it speaks against that. */
  private static boolean isVal(Type type, Set<Type> assumed) {
    return switch (type) {
      case Class<?> plain -> isVal(plain, assumed);
      case ParameterizedType generic -> isVal(generic, assumed);
      default -> false; // a type variable, a wildcard, an array of such
    };
  }

  private static boolean isVal(ParameterizedType generic, Set<Type> assumed) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Kind known = KnownTypes.kindOf(raw);
    if (known == Kind.VAL || known == Kind.SHARED || isMarked(raw)) {
      return true;
    }
    if (known != Kind.SHELL && !raw.isRecord() && !raw.isSealed()) {
      return false;
    }
    for (Type argument : generic.getActualTypeArguments()) {
      if (!isVal(argument, assumed)) {
        return false;
      }
    }
    return known == Kind.SHELL || isValButForVariables(raw, assumed);
  }

  private static boolean isVal(Class<?> type, Set<Type> assumed) {
    if (type.isPrimitive()) {
      return true;
    }
    if (type.isArray() || type == Object.class) {
      return false;
    }
    if (!assumed.add(type)) {
      return true;
    }
    if (type.isEnum()) {
      return areFieldsVal(type, assumed);
    }
    Kind known = KnownTypes.kindOf(type);
    if (known != null) {
      return known == Kind.VAL || known == Kind.SHARED; // a raw container is not
    }
    if (isMarked(type)) {
      return true;
    }
    return type.getTypeParameters().length == 0 && isValButForVariables(type, assumed);
  }

  private static boolean isValButForVariables(Class<?> type, Set<Type> assumed) {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (!saysVal(component)
            && !saysVal(component.getAnnotatedType())
            && !(component.getGenericType() instanceof java.lang.reflect.TypeVariable<?>)
            && !isVal(component.getGenericType(), assumed)) {
          return false;
        }
      }
      return true;
    }
    if (type.isSealed()) {
      for (Class<?> each : type.getPermittedSubclasses()) {
        if (each.getTypeParameters().length == 0
            ? !isVal(each, assumed)
            : !isValButForVariables(each, assumed)) {
          return false;
        }
      }
      return type.isInterface() || areFieldsVal(type, assumed);
    }
    return false;
  }

  /** Whether a record, or one inside it, is val only because a word on a component says so. */
  static boolean trustsWords(Class<?> type) {
    return trustsWords(type, new HashSet<>());
  }

  private static boolean trustsWords(Class<?> type, Set<Class<?>> seen) {
    if (!seen.add(type)) {
      return false;
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (saysVal(component)
            || saysVal(component.getAnnotatedType())
            || trustsWords(component.getType(), seen)) {
          return true;
        }
      }
    } else if (type.isSealed()) {
      for (Class<?> each : type.getPermittedSubclasses()) {
        if (trustsWords(each, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMarked(Class<?> type) {
    return Kind.isAnnotated(type, Val.class)
        || Kind.isAnnotated(type, TrustedVal.class)
        || Kind.isAnnotated(type, Shared.class);
  }

  /** Whether a word makes a component or field immutable, or an identity. */
  static boolean saysVal(AnnotatedElement element) {
    return element.isAnnotationPresent(Val.class)
        || element.isAnnotationPresent(Tag.class)
        || element.isAnnotationPresent(Shared.class)
        || element.isAnnotationPresent(TrustedVal.class);
  }

  private static boolean areFieldsVal(Class<?> type, Set<Type> assumed) {
    Class<?> at = type;
    for (; at != null && at != Object.class && at != Enum.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
          continue;
        }
        if (saysVal(field) || saysVal(field.getAnnotatedType())) {
          continue;
        }
        if (!Modifier.isFinal(field.getModifiers()) || !isVal(field.getGenericType(), assumed)) {
          return false;
        }
      }
    }
    return true;
  }
}
