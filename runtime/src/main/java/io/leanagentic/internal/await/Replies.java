package io.leanagentic.internal.await;

import io.leanagentic.Reply;
import io.leanagentic.extension.Envelope;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the replies that a message is or holds: in its fields, and in the fields of the objects
 * there, three levels deep. It looks into envelopes, but not into classes of the JDK, nor into
 * packages that are not open to it.
 */
public final class Replies {
  private static final int DEPTH = 3;

  /** The fields of a class that may hold a reply, or something that holds one. */
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          var fields = new ArrayList<Field>();
          for (Class<?> c = type; c != null && !isOfJdk(c); c = c.getSuperclass()) {
            for (Field field : fieldsOf(c)) {
              if (!Modifier.isStatic(field.getModifiers()) && mayHold(field.getType())) {
                try {
                  field.setAccessible(true);
                  fields.add(field);
                } catch (RuntimeException notOpen) {
                  // its module does not open it
                }
              }
            }
          }
          return fields.toArray(Field[]::new);
        }
      };

  private Replies() {}

  private static Field[] fieldsOf(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (LinkageError incomplete) {
      return new Field[0]; // the class of one of its fields is missing
    }
  }

  /** All replies of {@code message} that are found. */
  public static List<Answer<?>> in(Object message) {
    Object holder = message instanceof Envelope envelope ? envelope.content() : message;
    List<Answer<?>> found = collect(holder, DEPTH, null);
    return found == null ? List.of() : found;
  }

  private static @Nullable List<Answer<?>> collect(
      Object holder, int depth, @Nullable List<Answer<?>> found) {
    List<Answer<?>> all = found;
    if (holder instanceof Answer<?> answer) {
      all = all == null ? new ArrayList<>(2) : all;
      all.add(answer);
      return all;
    }
    for (Field field : FIELDS.get(holder.getClass())) {
      Object value;
      try {
        value = field.get(holder);
      } catch (IllegalAccessException e) {
        continue; // made accessible above
      }
      if (value instanceof Answer<?>
          || (value != null && depth > 1 && !isOfJdk(value.getClass()))) {
        all = collect(value, depth - 1, all);
      }
    }
    return all;
  }

  private static boolean mayHold(Class<?> type) {
    return type.isAssignableFrom(Answer.class)
        || Reply.class.isAssignableFrom(type)
        || !(type.isPrimitive() || type.isArray() || type.isEnum() || isOfJdk(type));
  }

  /**
   * Whether {@code type} is the JDK's or the runtime's own: an address would lead to all that an
   * agent has.
   */
  private static boolean isOfJdk(Class<?> type) {
    return type.getClassLoader() == null
        || (type.getModule() == Replies.class.getModule()
            && type.getPackageName().startsWith("io.leanagentic.internal"));
  }
}
