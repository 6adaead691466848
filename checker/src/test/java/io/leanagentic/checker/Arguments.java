package io.leanagentic.checker;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Tag;
import io.leanagentic.capability.Val;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.capability.sanitizer.ObjectOwner;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Makes values for the parameters of cases, as a caller that keeps the words on them would. */
@NullUnmarked // values of reflection, any of which may be null
final class Arguments {
  private static final int DEPTH = 4;
  private static final int SEVERAL = 16; // enough for a parallel stream to split

  private final Stage stage;
  private final int variant;
  private boolean messages;

  /** What the caller still holds afterwards. */
  final List<Object> lent = new ArrayList<>();

  Arguments(Stage stage, int variant) {
    this.stage = stage;
    this.variant = variant;
  }

  /** Type variables get immutable values, as in messages that are right. */
  Arguments ofMessages() {
    messages = true;
    return this;
  }

  Object[] of(Executable executable, Object outer) throws ReflectiveOperationException {
    Parameter[] parameters = executable.getParameters();
    Type[] types = executable.getGenericParameterTypes();
    var values = new Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      Type type = types.length == values.length ? types[i] : parameters[i].getType();
      values[i] =
          outer != null && parameters[i].getType().isInstance(outer)
              ? outer
              : argument(parameters[i], type);
    }
    return values;
  }

  private Object argument(Parameter parameter, Type type) throws ReflectiveOperationException {
    Object value = value(type, 0);
    if (value == null || parameter.getType().isPrimitive()) {
      return value;
    }
    if (is(parameter, Val.class) || (is(parameter, Box.class) && variant % 2 == 0)) {
      CapabilitySanitizer.frozen(value); // a box may be a val, or else a ref of the caller
    } else if (is(parameter, Tag.class)) {
      stage.foreign(value);
    } else if (!is(parameter, Iso.class) && !is(parameter, Sending.class)) {
      lent.add(value);
    }
    if (value instanceof Collection<?> elements && elementsAre(parameter, Val.class)) {
      elements.forEach(CapabilitySanitizer::frozen);
    }
    if (value instanceof Collection<?> elements && elementsAre(parameter, Tag.class)) {
      elements.forEach(stage::foreign);
    }
    return value;
  }

  /** Gives fields that hold nothing yet what their types and words allow. */
  private void fill(Object object, int depth) throws ReflectiveOperationException {
    if (object == null || object.getClass().getClassLoader() != stage.loader()) {
      return;
    }
    Class<?> type = object.getClass();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      if (at.getClassLoader() != stage.loader()) {
        break;
      }
      for (Field field : at.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
          continue;
        }
        field.setAccessible(true);
        Object held = field.get(object);
        boolean isFinal = Modifier.isFinal(field.getModifiers());
        if (held == null && !isFinal && field.getType() != type) {
          held = value(field.getGenericType(), depth + 1);
          if (held == null) {
            continue;
          }
          if (is(field, Val.class) || (is(field, Box.class) && variant % 2 == 0)) {
            CapabilitySanitizer.frozen(held);
          } else if (is(field, Box.class)) {
            lent.add(held);
          } else if (is(field, Tag.class)) {
            stage.foreign(held);
          }
          field.set(object, held);
        } else if (held instanceof Collection<?> empty && empty.isEmpty()) {
          addTo(empty, field, depth);
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // the element has the type that the collection is declared with
  private void addTo(Collection<?> empty, Field field, int depth)
      throws ReflectiveOperationException {
    if (field.getAnnotatedType() instanceof AnnotatedParameterizedType generic) {
      AnnotatedType argument = generic.getAnnotatedActualTypeArguments()[0];
      Object element = value(argument.getType(), depth + 1);
      if (argument.isAnnotationPresent(Val.class)) {
        CapabilitySanitizer.frozen(element);
      }
      try {
        ((Collection<Object>) empty).add(element);
      } catch (UnsupportedOperationException immutable) {
        // It stays empty.
      }
    }
  }

  private static boolean is(Field field, Class<? extends Annotation> word) {
    return field.isAnnotationPresent(word) || field.getAnnotatedType().isAnnotationPresent(word);
  }

  static void as(ObjectOwner party, Runnable body) {
    ObjectOwner outer = CapabilitySanitizer.enter(party);
    try {
      body.run();
    } finally {
      CapabilitySanitizer.leave(outer);
    }
  }

  private static boolean elementsAre(Parameter parameter, Class<? extends Annotation> word) {
    return parameter.getAnnotatedType() instanceof AnnotatedParameterizedType generic
        && Arrays.stream(generic.getAnnotatedActualTypeArguments())
            .anyMatch(argument -> argument.isAnnotationPresent(word));
  }

  private static boolean is(Parameter parameter, Class<? extends Annotation> word) {
    return parameter.isAnnotationPresent(word)
        || parameter.getAnnotatedType().isAnnotationPresent(word);
  }

  /** A value of the type that nothing else reaches; null if none can be made. */
  Object value(Type type, int depth) throws ReflectiveOperationException {
    if (depth > DEPTH) {
      return null;
    }
    return switch (type) {
      case ParameterizedType generic -> generic(generic, depth);
      case Class<?> plain -> plain(plain, depth);
      default -> messages ? "a" : stage.fresh(); // a type variable
    };
  }

  private Object generic(ParameterizedType type, int depth) throws ReflectiveOperationException {
    Class<?> raw = (Class<?>) type.getRawType();
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    Object element = value(last, depth + 1);
    if (raw.isAssignableFrom(ArrayList.class)) {
      var list = new ArrayList<Object>(List.of(element));
      for (int i = 1; i < SEVERAL; i++) {
        list.add(value(last, depth + 1));
      }
      return list;
    }
    if (raw == Set.class || raw == HashSet.class) {
      return new HashSet<>(List.of(element));
    }
    if (raw == Map.class || raw == HashMap.class) {
      return new HashMap<>(Map.of("a", element));
    }
    if (raw == Optional.class) {
      return Optional.of(element);
    }
    if (raw == CompletableFuture.class) {
      return stage.future();
    }
    if (raw == Supplier.class) {
      return (Supplier<Object>) () -> element;
    }
    return plain(raw, depth);
  }

  private Object plain(Class<?> type, int depth) throws ReflectiveOperationException {
    if (type == boolean.class || type == Boolean.class) {
      return variant % 2 == 1;
    }
    if (type == int.class || type == Integer.class) {
      return variant == 3 ? 40 : variant;
    }
    if (type == long.class || type == Long.class) {
      return (long) variant;
    }
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type == String.class) {
      return "a";
    }
    if (type.getName().equals("support.X")) {
      return stage.fresh();
    }
    if (type == Object.class) {
      return variant == 3 ? Optional.of(stage.fresh()) : stage.fresh();
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 3);
      for (int i = 0; i < 3; i++) {
        Array.set(array, i, value(type.getComponentType(), depth + 1));
      }
      return array;
    }
    if (type == Optional.class) {
      return Optional.of(stage.fresh());
    }
    if (type.isAssignableFrom(ArrayList.class)) {
      return new ArrayList<>(List.of(stage.fresh()));
    }
    if (type == Set.class || type == HashSet.class) {
      return new HashSet<>(List.of(stage.fresh()));
    }
    if (type == Executor.class || type.isAssignableFrom(ForkJoinPool.class)) {
      return ForkJoinPool.commonPool();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isSealed()) {
      return value(
          type.getPermittedSubclasses()[variant % type.getPermittedSubclasses().length], depth);
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return type.isInterface()
          ? Proxy.newProxyInstance(stage.loader(), new Class<?>[] {type}, stage::answer)
          : null;
    }
    return instance(type, depth);
  }

  /** An object made by the constructor with the fewest parameters, of the variant's choice. */
  Object instance(Class<?> type, int depth) throws ReflectiveOperationException {
    Constructor<?>[] all = type.getDeclaredConstructors();
    Arrays.sort(all, Comparator.comparingInt(Constructor::getParameterCount));
    if (all.length == 0) {
      return null;
    }
    Constructor<?> constructor = all[0];
    constructor.setAccessible(true);
    Type[] types = constructor.getGenericParameterTypes();
    Class<?>[] raw = constructor.getParameterTypes();
    var values = new Object[raw.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(types.length == raw.length ? types[i] : raw[i], depth + 1);
      if (is(constructor.getParameters()[i], Val.class)) {
        CapabilitySanitizer.frozen(values[i]);
      }
    }
    Object made = constructor.newInstance(values);
    fill(made, depth);
    return made;
  }
}
