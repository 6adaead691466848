package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Each fact that the tables state of a method holds for a reason: it only makes the checker ask for
 * more, or the method is tried here and does what the fact says, or {@code method-reasons.txt}
 * argues why it holds.
 *
 * <p>What a method forgets is tried with the garbage collector: after the call its receiver and its
 * result are kept, and what it was given must be collected.
 */
@SuppressWarnings({ // what the tables speak of is tried, however old it is
  "JdkObsolete",
  "JavaUtilDate",
  "IdentityHashMapUsage",
  "DefaultCharset",
  "UnnecessaryStringBuilder"
})
@NullUnmarked // values of reflection, any of which may be null
class MethodReasonsTest {
  /** One line of the tables; -1 parameters stand for any number. */
  private record Fact(String word, String type, String method, int parameters) {
    @Override
    public String toString() {
      return word + " " + type + "#" + method + (parameters < 0 ? "" : "/" + parameters);
    }

    boolean matches(String pattern) {
      return pattern.endsWith("*")
          ? (type + "#" + method).startsWith(pattern.substring(0, pattern.length() - 1))
          : pattern.equals(type + "#" + method);
    }
  }

  /** One line of reasons: facts of one word about methods whose names match. */
  private record Reason(String word, String pattern, String text) {
    boolean covers(Fact fact) {
      return fact.word.equals(word) && fact.matches(pattern);
    }
  }

  /** A call that happened: what it was given, and what must be forgotten of that. */
  private record Trial(Fact fact, Object receiver, Object result, List<WeakReference<?>> given) {}

  /** Facts by which the checker asks for more than without them. */
  private static final Set<String> STRICTER =
      Set.of(
          "sink", "sink-receiver", "parallel", "held", "iterates", "writes-first", "writes-third");

  private static final List<Supplier<Object>> SAMPLES =
      List.of(
          () -> new ArrayList<>(List.of("a", "b", "c")),
          () -> new TreeMap<>(Map.of("a", "b", "c", "d")),
          () -> new TreeSet<>(List.of("a", "b", "c")),
          () -> new StringBuilder("abc"),
          () -> new LinkedList<>(List.of("a", "b", "c")),
          () -> new Vector<>(List.of("a", "b", "c")),
          () -> new ArrayDeque<>(List.of("a", "b", "c")),
          () -> new HashMap<>(Map.of("a", "b")),
          () -> new LinkedHashMap<>(Map.of("a", "b")),
          () -> new IdentityHashMap<>(Map.of("a", "b")),
          () -> new EnumMap<>(Map.of(TimeUnit.DAYS, "b")),
          () -> new HashSet<>(List.of("a", "b")),
          () -> new LinkedHashSet<>(List.of("a", "b")),
          () -> EnumSet.of(TimeUnit.DAYS),
          () -> Map.entry("a", "b"),
          () -> new BitSet(64),
          () -> new Date(1),
          Calendar::getInstance,
          () -> new StringBuffer("abc"),
          () -> ByteBuffer.allocate(64),
          () -> CharBuffer.allocate(8),
          () -> IntBuffer.allocate(8),
          () -> LongBuffer.allocate(8),
          () -> FloatBuffer.allocate(8),
          () -> DoubleBuffer.allocate(8),
          () -> ShortBuffer.allocate(8),
          () -> new StringJoiner(","),
          () -> new PrintWriter(OutputStream.nullOutputStream()),
          () -> new PrintStream(OutputStream.nullOutputStream()),
          () -> new StringReader("abcdef"),
          () -> new java.io.ByteArrayInputStream(new byte[64]),
          java.io.ByteArrayOutputStream::new,
          java.util.Formatter::new,
          () -> new IllegalStateException("a"),
          () -> Optional.of("a"),
          SplittableRandom::new,
          CRC32::new,
          () -> Stream.of("a", "b"),
          () -> TimeUnit.DAYS);

  private static List<Fact> facts() {
    return Stream.of("methods.txt", "sinks.txt")
        .flatMap(file -> TableReasonsTest.lines(TableReasonsTest.TABLES.resolve(file)).stream())
        .map(MethodReasonsTest::fact)
        .toList();
  }

  private static Fact fact(String line) {
    int blank = line.indexOf(' ');
    int hash = line.indexOf('#');
    int slash = line.indexOf('/', hash);
    return new Fact(
        line.substring(0, blank),
        line.substring(blank + 1, hash),
        line.substring(hash + 1, slash < 0 ? line.length() : slash),
        slash < 0 ? -1 : Integer.parseInt(line.substring(slash + 1)));
  }

  private static List<Reason> reasons() {
    return TableReasonsTest.lines(Path.of("src/test/resources/method-reasons.txt")).stream()
        .map(line -> line.split(" ", 3))
        .map(parts -> new Reason(parts[0], parts[1], parts.length < 3 ? "" : parts[2]))
        .toList();
  }

  /** What is wrong with the facts, one line each. */
  private static List<String> wrong(List<Fact> facts, List<Reason> reasons) {
    List<String> wrong = new ArrayList<>();
    for (Reason reason : reasons) {
      if (reason.text.split(" ", -1).length < 3) {
        wrong.add(reason + " is no argument");
      } else if (facts.stream().noneMatch(reason::covers)) {
        wrong.add(reason + " is the reason of no fact");
      }
    }
    List<Trial> trials = new ArrayList<>();
    for (Fact fact : facts) {
      if (!exists(fact)) {
        wrong.add(fact + ": there is no such method");
      } else if (!STRICTER.contains(fact.word)
          && reasons.stream().noneMatch(reason -> reason.covers(fact))) {
        String why = tryOut(fact, trials);
        if (!why.isEmpty()) {
          wrong.add(fact + ": " + why);
        }
      }
    }
    collect(trials);
    for (Trial trial : trials) {
      if (trial.given.stream().anyMatch(each -> each.get() != null)) {
        wrong.add(trial.fact + ": it keeps what it was given");
      }
    }
    return wrong;
  }

  private static void collect(List<Trial> trials) {
    for (int i = 0;
        i < 20
            && trials.stream().flatMap(each -> each.given.stream()).anyMatch(g -> g.get() != null);
        i++) {
      System.gc();
    }
  }

  private static boolean exists(Fact fact) {
    if (fact.type.startsWith("io.leanagentic.")) { // compiled after the checker
      Path source = Path.of("../runtime/src/main/java", fact.type.replace('.', '/') + ".java");
      return TableReasonsTest.lines(source).stream()
          .anyMatch(line -> line.contains(" " + fact.method + "("));
    }
    return !named(fact).isEmpty();
  }

  /** The methods and constructors that the fact is about. */
  private static List<Executable> named(Fact fact) {
    Class<?> type = TableReasonsTest.classOf(fact.type);
    Stream<? extends Executable> all =
        fact.method.equals("<init>")
            ? Arrays.stream(type.getDeclaredConstructors())
            : Stream.concat(
                    Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
                .distinct()
                .filter(each -> fact.method.equals("*") || fact.method.equals(each.getName()))
                .filter(each -> !fact.method.equals("*") || each.getDeclaringClass() == type);
    return all.filter(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
        .filter(each -> fact.parameters < 0 || fact.parameters == each.getParameterCount())
        .map(each -> (Executable) each)
        .toList();
  }

  /** Calls each method that the fact is about; says what is wrong, or why none could be called. */
  private static String tryOut(Fact fact, List<Trial> trials) {
    String notTried = "neither argued nor tried: no method could be called";
    boolean tried = false;
    for (Executable each : named(fact)) {
      if (!Modifier.isPublic(each.getModifiers())) {
        continue;
      }
      try {
        String why = tryOut(fact, each, trials);
        tried = true;
        if (!why.isEmpty()) {
          return why;
        }
      } catch (InvocationTargetException refused) {
        notTried = "neither argued nor tried: " + refused.getCause();
      } catch (ReflectiveOperationException | IllegalArgumentException cannot) {
        notTried = "neither argued nor tried: " + cannot;
      }
    }
    return tried ? "" : notTried;
  }

  private static String tryOut(Fact fact, Executable called, List<Trial> trials)
      throws ReflectiveOperationException {
    boolean needsReceiver = called instanceof Method && !Modifier.isStatic(called.getModifiers());
    Object receiver = needsReceiver ? sample(TableReasonsTest.classOf(fact.type)) : null;
    String before = state(receiver);
    Object[] arguments = new Object[called.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = sample(called.getParameterTypes()[i]);
    }
    Object result =
        called instanceof Method method
            ? method.invoke(receiver, arguments)
            : ((Constructor<?>) called).newInstance(arguments);
    switch (fact.word) {
      case "reads" -> {
        return before.equals(state(receiver)) ? "" : "it writes " + before;
      }
      case "val", "view" -> {
        return refuses(result) ? "" : "its result can be written";
      }
      case "derive" -> {
        return isDerived(result, receiver, arguments) ? "" : "its result is something of its own";
      }
      case "keeps-out", "copies", "calls" ->
          trials.add(new Trial(fact, receiver, result, given(fact, arguments, result)));
      case "fresh" -> {
        if (result == receiver) {
          return "its result is its receiver";
        }
        List<WeakReference<?>> given = given(fact, arguments, result);
        if (receiver != null) {
          given.add(new WeakReference<>(receiver));
        }
        trials.add(new Trial(fact, null, result, given));
      }
      default -> {
        return "'" + fact.word + "' must be argued";
      }
    }
    return "";
  }

  /** What must be forgotten of what a method was given. */
  private static List<WeakReference<?>> given(Fact fact, Object[] arguments, Object result) {
    List<WeakReference<?>> given = new ArrayList<>();
    for (Object argument : arguments) {
      boolean function = Proxy.isProxyClass(argument.getClass());
      // A text that is given back is no harm, nor is an array that the caller asks to be filled.
      boolean givenBack =
          argument == result && (argument instanceof String || fact.word.equals("fresh"));
      boolean mutable = !(givenBack || argument instanceof Class || argument instanceof Enum);
      if (mutable && (fact.word.equals("calls") ? function : !function) && !isBoxed(argument)) {
        given.add(new WeakReference<>(argument));
      }
    }
    return given;
  }

  private static boolean isBoxed(Object argument) {
    return argument instanceof Number
        || argument instanceof Character
        || argument instanceof Boolean;
  }

  private static Object sample(Class<?> type) throws ReflectiveOperationException {
    if (type.isPrimitive()) {
      Object one = Array.newInstance(type, 1);
      if (type == boolean.class) {
        Array.setBoolean(one, 0, true);
      } else if (type == char.class) {
        Array.setChar(one, 0, 'b');
      } else {
        Array.setByte(one, 0, (byte) 1);
      }
      return Array.get(one, 0);
    }
    if (type == Object.class || type == Comparable.class || type == String.class) {
      return new StringBuilder("b").toString(); // nobody else has this one
    }
    if (type == Class.class) {
      return TimeUnit.class;
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 4);
      for (int i = 0; i < 4; i++) {
        Array.set(array, i, sample(type.getComponentType()));
      }
      return array;
    }
    for (Supplier<Object> each : SAMPLES) {
      if (type.isInstance(each.get())) {
        return each.get();
      }
    }
    if (type.isInterface()) {
      return function(type);
    }
    throw new NoSuchMethodException("no sample of " + type.getName());
  }

  /** A function that gives back nothing. */
  private static Object function(Class<?> type) {
    return Proxy.newProxyInstance(
        MethodReasonsTest.class.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          Class<?> result = method.getReturnType();
          if (method.getName().equals("hashCode") && method.getParameterCount() == 0) {
            return System.identityHashCode(self);
          }
          return result.isPrimitive() && result != void.class
              ? Array.get(Array.newInstance(result, 1), 0)
              : result == String.class || result == Object.class ? "b" : null;
        });
  }

  /** All that can be read of an object, as a text. */
  private static String state(Object object) {
    return switch (object) {
      case null -> "";
      case Buffer buffer -> buffer + " " + buffer.hashCode(); // of what remains in it
      case Throwable failure -> failure + Arrays.toString(failure.getSuppressed());
      case Object[] array -> Arrays.toString(array);
      default -> object.toString();
    };
  }

  /** Tells whether what can be written in a collection or an entry refuses to be. */
  private static boolean refuses(Object result) {
    return switch (result) {
      case Map<?, ?> map -> (map.isEmpty() || isRefused(map::clear)) && isRefused(() -> put(map));
      case List<?> list when !list.isEmpty() ->
          isRefused(list::clear)
              && isRefused(() -> add(list))
              && isRefused(() -> list.set(0, null));
      case Collection<?> all ->
          (all.isEmpty() || isRefused(all::clear)) && isRefused(() -> add(all));
      case Map.Entry<?, ?> entry -> isRefused(() -> entry.setValue(null));
      case null, default -> false;
    };
  }

  @SuppressWarnings("unchecked")
  private static void add(Collection<?> all) {
    ((Collection<Object>) all).add("z");
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<?, ?> map) {
    ((Map<Object, Object>) map).put("z", "z");
  }

  private static boolean isRefused(Runnable write) {
    try {
      write.run();
      return false;
    } catch (UnsupportedOperationException refused) {
      return true;
    }
  }

  /** Tells whether a result is immutable but for what was given. */
  private static boolean isDerived(Object result, Object receiver, Object[] arguments) {
    return result == receiver
        || Arrays.asList(arguments).contains(result)
        || result instanceof String
        || result instanceof Optional
        || refuses(result);
  }

  @Test
  void eachFactIsTriedOrArgued() {
    assertEquals("", String.join("\n", wrong(facts(), reasons())));
  }

  @Test
  void whatIsWrongIsFound() {
    for (String planted :
        List.of(
            "reads java.util.ArrayList#clear",
            "reads java.util.Deque#poll",
            "keeps-out java.util.Collection#add",
            "copies java.util.Vector#add/1",
            "calls java.util.TreeMap#<init>/1",
            "fresh java.util.List#subList",
            "val java.util.Arrays#asList",
            "view java.util.Collections#checkedList",
            "derive java.util.ArrayList#clone",
            "shared java.util.Collections#list",
            "sink java.util.ArrayList#gone")) {
      assertNotEquals(List.of(), wrong(List.of(fact(planted)), List.of()), planted);
    }
    assertNotEquals(List.of(), wrong(List.of(), List.of(new Reason("reads", "A#b", "so it is"))));
  }
}
