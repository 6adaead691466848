package io.leanagentic.capability.sanitizer;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;

/** Called by instrumented code before it accesses an object; see {@link AccessInstrumentation}. */
public final class AccessHooks {
  private static final int DEPTH = 4;

  /** Beginnings of names of methods of the JDK that write their receiver. */
  private static final Set<String> WRITERS =
      Set.of(
          "add",
          "put",
          "set",
          "remove",
          "clear",
          "push",
          "pop",
          "poll",
          "offer",
          "append",
          "insert",
          "delete",
          "replace",
          "sort",
          "retain",
          "compute",
          "merge",
          "drain",
          "reverse",
          "write",
          "take",
          "flip",
          "rewind",
          "increment",
          "decrement",
          "trim",
          "ensure");

  private AccessHooks() {}

  /** An element of {@code object} is read. */
  public static void read(Object object) {
    if (object != null) {
      Owners.touched(object, false);
    }
  }

  /** A field of {@code object} is read, which code of class {@code owner} has named. */
  public static void get(Object object, Class<?> owner, String field) {
    if (object != null && !(Owners.isOfAnother(object) && isConstant(object, owner, field))) {
      Owners.touched(object, false);
    }
  }

  /** A lambda was made that has {@code this}; the method {@code body} is its code. */
  public static void made(Object lambda, String body) {
    CapturedThis.made(lambda, body);
  }

  /** Whether a field is final and holds nothing that can be written: any agent may read it. */
  private static boolean isConstant(Object object, Class<?> owner, String name) {
    Field field = find(owner, name);
    return field != null
        && Modifier.isFinal(field.getModifiers())
        && (field.getType().isPrimitive()
            || ValTypes.saysVal(field)
            || ValTypes.saysVal(field.getAnnotatedType())
            || (field.trySetAccessible()
                && Graph.ofMessage(ObjectParts.read(field, object)).mutable().isEmpty()));
  }

  /** A field or element of {@code object} is written. */
  public static void write(Object object) {
    if (object != null) {
      Owners.touched(object, true);
    }
  }

  /** A method of the JDK named {@code method} is called on {@code object}. */
  public static void call(Object object, String method) {
    if (object == null || Kind.of(object) == Kind.VAL || Kind.of(object) == Kind.SHARED) {
      return;
    }
    boolean writes = isWriter(method);
    Owners.touched(object, writes);
    if (Kind.isJdk(object.getClass()) && object.getClass().getEnclosingClass() != null) {
      behind(object, writes, DEPTH);
    }
  }

  /** A view or iterator of the JDK accesses its collection, as far as its fields can be read. */
  private static void behind(Object view, boolean writes, int depth) {
    ObjectParts.of(
        view,
        false,
        (label, part, isVal) -> {
          if (part != null && Kind.of(part) != Kind.VAL && Kind.isJdk(part.getClass())) {
            Owners.touched(part, false);
            if (depth > 0 && part.getClass().getEnclosingClass() != null) {
              behind(part, writes, depth - 1);
            }
          }
        });
  }

  /** A static field that holds, or is to hold, an object is used. */
  public static void statics(Object held, Class<?> owner, String field) {
    if (held == null || Kind.of(held) != Kind.MUTABLE || Owners.isFrozen(held)) {
      return;
    }
    Field declared = find(owner, field);
    if (declared == null) {
      return;
    }
    if (ValTypes.saysVal(declared) || ValTypes.saysVal(declared.getAnnotatedType())) {
      Owners.share(held);
    } else {
      // The first party to write it owns it; if the field can be assigned, the first to use it.
      Owners.touched(held, !Modifier.isFinal(declared.getModifiers()));
    }
  }

  /** A static field is given an object; a final one while its class is initialised. */
  public static void assigned(Object held, Class<?> owner, String field) {
    Field declared = find(owner, field);
    if (declared != null && Modifier.isFinal(declared.getModifiers())) {
      Owners.release(Graph.ofMessage(held).mutable());
    } else {
      statics(held, owner, field);
    }
  }

  static Field find(Class<?> owner, String name) {
    for (Class<?> at = owner; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
      for (Class<?> above : at.getInterfaces()) {
        Field inherited = find(above, name);
        if (inherited != null) {
          return inherited;
        }
      }
    }
    return null;
  }

  private static boolean isWriter(String method) {
    for (String start : WRITERS) {
      if (method.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
