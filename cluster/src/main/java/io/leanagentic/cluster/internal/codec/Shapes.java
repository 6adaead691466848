package io.leanagentic.cluster.internal.codec;

import io.leanagentic.Reply;
import io.leanagentic.cluster.UnsupportedMessageException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the shape of a type, and what in it cannot travel. */
final class Shapes {
  /*
   * Structure
   *   A walk from the declared type of a message through the components of its records and the cases of its sealed
   *   interfaces. What the walk does not reach is never made: bytes name cases by their simple names among those of one
   *   sealed interface, and nothing else. Each type is walked once, so recursive records end at themselves.
   *
   * Invariants
   *   C1  a type that cannot travel is refused with its path     CborCodecTest.whatCannotTravelIsNamedByItsPath
   *   C2  only types of the walk are made from bytes             CborCodecTest.bytesCannotNameAClass
   */
  private static final String ALLOWED =
      "; allowed: records, sealed interfaces of records, enums, primitives, String, List, Set, Map, Optional, byte[],"
          + " java.time, UUID, BigDecimal, BigInteger, Reply";

  private final Map<Key, Shape> known = new HashMap<>();
  private final boolean ofAnswers;

  private Shapes(boolean ofAnswers) {
    this.ofAnswers = ofAnswers;
  }

  /** A type with its arguments, as far as the walk has resolved them. */
  private record Key(Class<?> raw, List<Key> arguments) {}

  static Shape of(Class<?> type) {
    var shapes = new Shapes(false);
    return shapes.shape(shapes.key(type, Map.of(), name(type)), name(type));
  }

  private Key key(Type type, Map<TypeVariable<?>, Key> variables, String path) {
    return switch (type) {
      case Class<?> raw when raw.getTypeParameters().length > 0 ->
          throw new UnsupportedMessageException(
              path + " is " + name(raw) + " without type arguments; allowed: those with them");
      case Class<?> raw -> new Key(raw, List.of());
      case ParameterizedType it -> {
        var arguments = new ArrayList<Key>();
        for (Type argument : it.getActualTypeArguments()) {
          arguments.add(key(argument, variables, path));
        }
        yield new Key((Class<?>) it.getRawType(), List.copyOf(arguments));
      }
      case TypeVariable<?> it when variables.containsKey(it) ->
          Objects.requireNonNull(variables.get(it));
      case WildcardType it when it.getLowerBounds().length == 1 ->
          key(it.getLowerBounds()[0], variables, path);
      case WildcardType it -> key(it.getUpperBounds()[0], variables, path);
      default -> throw new UnsupportedMessageException(path + " is " + type + ALLOWED);
    };
  }

  private Shape shape(Key key, String path) {
    Shape shape = known.get(key);
    if (shape == null) {
      shape = newShape(key, path);
      known.putIfAbsent(key, shape);
    }
    return shape;
  }

  private Shape newShape(Key key, String path) {
    Class<?> raw = key.raw;
    Shape scalar = Scalars.of(raw);
    if (scalar != null) {
      return scalar;
    }
    if (raw == Reply.class) {
      if (ofAnswers) {
        throw new UnsupportedMessageException(
            path + " is a Reply within an answer; allowed: a Reply within a message");
      }
      var answers = new Shapes(true);
      return new ReplyShape(new CborFormat<>(answers.argument(key, 0, path + "<answer>")));
    }
    if (raw == Optional.class) {
      return new Containers.Perhaps(argument(key, 0, path));
    }
    if (raw == List.class || raw == Collection.class) {
      return new Containers.Elements(argument(key, 0, path + "[]"), false);
    }
    if (raw == Set.class) {
      return new Containers.Elements(argument(key, 0, path + "[]"), true);
    }
    if (raw == Map.class) {
      return new Containers.Pairs(argument(key, 0, path + ".key"), argument(key, 1, path + "[]"));
    }
    if (raw.isEnum()) {
      return new EnumShape(raw);
    }
    if (raw.isRecord()) {
      return recordShape(key, path);
    }
    if (raw.isSealed() && Modifier.isAbstract(raw.getModifiers())) {
      return sealedShape(key, path);
    }
    throw new UnsupportedMessageException(path + " is " + raw.getTypeName() + ALLOWED);
  }

  private Shape argument(Key key, int index, String path) {
    return shape(key.arguments.get(index), path);
  }

  private Shape recordShape(Key key, String path) {
    RecordComponent[] components = key.raw.getRecordComponents();
    var shapes = new Shape[components.length];
    var shape = new RecordShape(key.raw, components, shapes, path);
    known.put(key, shape);
    var variables = new HashMap<TypeVariable<?>, Key>();
    for (int i = 0; i < key.arguments.size(); i++) {
      variables.put(key.raw.getTypeParameters()[i], key.arguments.get(i));
    }
    for (int i = 0; i < components.length; i++) {
      String part = path + "." + components[i].getName();
      shapes[i] = shape(key(components[i].getGenericType(), variables, part), part);
    }
    return shape;
  }

  private Shape sealedShape(Key key, String path) {
    if (!key.arguments.isEmpty()) {
      throw new UnsupportedMessageException(
          path + " is " + key.raw.getTypeName() + " with type arguments; allowed: those without");
    }
    var cases = new LinkedHashMap<String, SealedShape.Case>();
    var shape = new SealedShape(name(key.raw), cases);
    known.put(key, shape);
    addCases(key.raw, cases, path);
    return shape;
  }

  private void addCases(Class<?> sealed, Map<String, SealedShape.Case> cases, String path) {
    for (Class<?> one : permitted(sealed)) {
      if (one.isSealed() && Modifier.isAbstract(one.getModifiers())) {
        addCases(one, cases, path);
        continue;
      }
      String part = path + "(" + name(one) + ")";
      var added = new SealedShape.Case(one, shape(key(one, Map.of(), part), part));
      var other = cases.putIfAbsent(one.getSimpleName(), added);
      if (other != null && other.type() != one) {
        throw new UnsupportedMessageException(
            path
                + " has two cases of the name "
                + one.getSimpleName()
                + "; allowed: names that differ");
      }
    }
  }

  private static Class<?>[] permitted(Class<?> sealed) {
    Class<?> @Nullable [] permitted = sealed.getPermittedSubclasses();
    return permitted == null ? new Class<?>[0] : permitted;
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }
}
