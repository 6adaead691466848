package io.leanagentic.capability.sanitizer;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/**
 * Mode {@code types}: whether the class of a message may be sent, asked once per class.
 *
 * <p>Catches what was compiled without the checker or behind its back: a component that is neither
 * val, an identity nor {@code @Iso}; a value of a raw or unknown type that is mutable.
 */
final class MessageTypes {
  private static final String FINE = "";

  /** What is wrong with a class by its declaration; empty if nothing. */
  private static final ClassValue<Verdict> VERDICTS =
      new ClassValue<>() {
        @Override
        protected Verdict computeValue(Class<?> type) {
          return new Verdict(declared(type));
        }
      };

  /**
   * Written once, from {@code null}; a race over the first message asks twice, which does no harm.
   */
  private static final class Verdict {
    final String declared;
    volatile String first;

    Verdict(String declared) {
      this.declared = declared;
    }
  }

  private MessageTypes() {}

  static void check(Object message) {
    Verdict verdict = VERDICTS.get(message.getClass());
    String problem = verdict.first;
    if (problem == null) {
      problem = verdict.declared.isEmpty() ? ofValues(message) : verdict.declared;
      verdict.first = problem;
    }
    if (!problem.isEmpty()) {
      throw CapabilitySanitizer.violation(problem, null);
    }
  }

  /** What is wrong with a class of messages by its declaration; for the test of cases. */
  static String declared(Class<?> type) {
    if (type.isHidden() || type.isAnnotationPresent(CapUnchecked.class)) {
      return FINE;
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        String problem = ofComponent(type, component);
        if (!problem.isEmpty()) {
          return problem;
        }
      }
      return FINE;
    }
    if (Kind.of(type) == Kind.VAL || Kind.of(type) == Kind.SHARED) {
      return FINE;
    }
    return type.isEnum()
        ? "message " + type.getName() + " is an enum with a field that is not val"
        : "message "
            + type.getName()
            + " is a class; a "
            + Message.class.getSimpleName()
            + " must be a record, an enum or a @Val class";
  }

  private static String ofComponent(Class<?> message, RecordComponent component) {
    if (says(component, Box.class)) {
      return problem(message, component, "is borrowed (@Box)");
    }
    if (says(component, Iso.class)
        || ValTypes.saysVal(component)
        || ValTypes.saysVal(component.getAnnotatedType())
        || ValTypes.saysVal(component.getAccessor())) {
      return FINE;
    }
    Type type = component.getGenericType();
    return isDecidedByValue(type) || ValTypes.isVal(type)
        ? FINE
        : problem(
            message,
            component,
            "has the type " + type.getTypeName() + ", which is neither val nor marked @Iso");
  }

  private static boolean says(
      RecordComponent component, Class<? extends java.lang.annotation.Annotation> word) {
    AnnotatedElement[] places = {component, component.getAnnotatedType(), component.getAccessor()};
    for (AnnotatedElement place : places) {
      if (place.isAnnotationPresent(word)) {
        return true;
      }
    }
    return false;
  }

  /** A type variable, alone or as the argument of a val container or record. */
  private static boolean isDecidedByValue(Type type) {
    return switch (type) {
      case TypeVariable<?> variable -> true;
      case ParameterizedType generic -> {
        Class<?> raw = (Class<?>) generic.getRawType();
        if (KnownTypes.kindOf(raw) != Kind.SHELL && !raw.isRecord()) {
          yield false;
        }
        for (Type argument : generic.getActualTypeArguments()) {
          if (!isDecidedByValue(argument) && !ValTypes.isVal(argument)) {
            yield false;
          }
        }
        yield true;
      }
      default -> false;
    };
  }

  /** Looks into the components of the first message whose types leave it open. */
  private static String ofValues(Object message) {
    if (!message.getClass().isRecord()) {
      return FINE;
    }
    for (RecordComponent component : message.getClass().getRecordComponents()) {
      if (!isDecidedByValue(component.getGenericType()) || says(component, Iso.class)) {
        continue;
      }
      Method accessor = component.getAccessor();
      if (ValTypes.saysVal(component) || !accessor.trySetAccessible()) {
        continue; // trusted, or in a module that is not open to this one
      }
      Graph values = Graph.ofMessage(read(accessor, message));
      if (!values.mutable().isEmpty()) {
        Object found = values.mutable().getFirst();
        return problem(
            message.getClass(),
            component,
            "holds a mutable "
                + found.getClass().getTypeName()
                + " ("
                + values.pathTo(found)
                + ")");
      }
    }
    return FINE;
  }

  private static Object read(Method accessor, Object message) {
    try {
      return accessor.invoke(message);
    } catch (ReflectiveOperationException e) {
      return null; // an accessor that fails shows nothing
    }
  }

  private static String problem(Class<?> message, RecordComponent component, String what) {
    return "component '"
        + component.getName()
        + "' of message "
        + message.getName()
        + " "
        + what
        + ": two agents could use it at once. Use an immutable type, @Val for a value that is"
        + " immutable, or @Iso to move it";
  }
}
