package io.leanagentic.capability.sanitizer;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Slot;
import io.leanagentic.capability.Tag;
import io.leanagentic.capability.TrustedVal;
import io.leanagentic.capability.Val;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The objects that one object refers to. */
final class ObjectParts {
  /** Takes one part, named as in a path, and whether a word says that it is immutable. */
  interface Sink {
    void part(String label, Object part, boolean isVal);
  }

  /**
   * What of a class can be read.
   *
   * @param opaque whether there are fields that this module may not read
   * @param reads what a lambda reads of the object it was written in; null means all of it
   */
  private record Plan(
      List<Field> fields, List<Field> statics, boolean opaque, CapturedThis.Reads reads) {}

  /** Fields that hold an array which the JDK shares among all sets or maps of one enum. */
  private static final Set<String> UNIVERSES = Set.of("universe", "keyUniverse");

  private static final ClassValue<Plan> PLANS =
      new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
          return plan(type);
        }
      };

  private ObjectParts() {}

  /** Gives every part of {@code object}; with {@code statics}, also those of its class. */
  static void of(Object object, boolean statics, Sink sink) {
    if (object instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        sink.part("[" + i + "]", array[i], false);
      }
      return;
    }
    if (object.getClass().isArray()) {
      return;
    }
    if (statics && object instanceof Slot<?>) {
      return; // what is in a slot can only be taken out whole
    }
    Plan plan = PLANS.get(object.getClass());
    if ((plan.opaque || KnownTypes.hidesItsParts(object.getClass()))
        && byTheirMethods(object, sink)) {
      return;
    }
    fields(object, plan, sink);
    if (statics) {
      for (Field field : plan.statics) {
        String label = " static " + field.getDeclaringClass().getSimpleName() + ".";
        sink.part(label + field.getName(), read(field, null), isVal(field));
      }
    }
  }

  private static void fields(Object object, Plan plan, Sink sink) {
    for (Field field : plan.fields) {
      Object part = read(field, object);
      if (plan.reads != null && plan.reads.captured() == field) {
        for (Field each : plan.reads.fields()) {
          if (!isSkipped(each)) {
            sink.part(".this." + each.getName(), read(each, part), isVal(each));
          }
        }
      } else {
        sink.part("." + field.getName(), part, isVal(field));
      }
    }
  }

  /** Collections of the JDK, whose fields may be closed to us. */
  @SuppressWarnings("ByteBufferBackingArray") // it is the array itself that is shared
  private static boolean byTheirMethods(Object object, Sink sink) {
    switch (object) {
      case Collection<?> collection -> {
        int i = 0;
        for (Object element : collection) {
          sink.part("[" + i++ + "]", element, false);
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            sink.part(".key", key, false);
            sink.part(".value", value, false);
          });
      case Map.Entry<?, ?> entry -> {
        sink.part(".key", entry.getKey(), false);
        sink.part(".value", entry.getValue(), false);
      }
      case Optional<?> optional -> sink.part(".value", optional.orElse(null), false);
      case AtomicReference<?> reference -> sink.part(".value", reference.get(), false);
      case ByteBuffer buffer when buffer.hasArray() -> sink.part(".array", buffer.array(), false);
      default -> {
        return false;
      }
    }
    return true;
  }

  static Object read(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // it was made accessible
    }
  }

  private static Plan plan(Class<?> type) {
    var fields = new ArrayList<Field>();
    var statics = new ArrayList<Field>();
    boolean opaque = false;
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      if (at != type && Kind.isJdk(at) && !Kind.isJdk(type) && !isWalked(at)) {
        break; // what a class of ours inherits from, say, Thread is not looked into
      }
      for (Field field : declared(at)) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        if (field.getType().isPrimitive() || isSkipped(field)) {
          continue;
        }
        if (isStatic && (Kind.isJdk(at) || field.isSynthetic())) {
          continue; // javac's own, such as the array of an enum's constants, no other code can
          // write
        }
        if (Kind.isJdk(at) && !isWalked(at)) {
          opaque = true;
        } else if (field.trySetAccessible()) {
          (isStatic ? statics : fields).add(field);
        } else {
          opaque = true;
        }
      }
    }
    if (type.isHidden()) {
      statics.addAll(hostStatics(type));
    }
    return new Plan(
        List.copyOf(fields), List.copyOf(statics), opaque, CapturedThis.of(type, fields));
  }

  /** A lambda sees the static fields of the class it is written in. */
  private static List<Field> hostStatics(Class<?> lambda) {
    Class<?> host = lambda.getNestHost();
    return host == lambda || Kind.isJdk(host) ? List.of() : PLANS.get(host).statics;
  }

  private static Field[] declared(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (NoClassDefFoundError e) {
      return new Field[0]; // a field whose class is not there holds null
    }
  }

  /** Classes of the JDK that hold users' objects, where the walk continues if it may. */
  private static boolean isWalked(Class<?> type) {
    return type.getPackageName().startsWith("java.util");
  }

  private static boolean isSkipped(Field field) {
    return is(field, Tag.class)
        || is(field, Shared.class)
        || is(field, TrustedVal.class)
        || (UNIVERSES.contains(field.getName()) && Kind.isJdk(field.getDeclaringClass()));
  }

  private static boolean isVal(Field field) {
    return is(field, Val.class) || is(field, Box.class);
  }

  private static boolean is(Field field, Class<? extends Annotation> word) {
    return field.isAnnotationPresent(word) || field.getAnnotatedType().isAnnotationPresent(word);
  }
}
