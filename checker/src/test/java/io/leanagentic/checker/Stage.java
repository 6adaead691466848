package io.leanagentic.checker;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import io.leanagentic.capability.sanitizer.AccessHooks;
import io.leanagentic.capability.sanitizer.AccessInstrumentation;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.capability.sanitizer.ObjectOwner;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/**
 * Runs one program that was compiled without the checker, under the sanitizer: an agent that runs
 * its code, a caller that goes on using what it lent, receivers that use what was sent, and a
 * second agent of the same class.
 */
@NullUnmarked // values of reflection, any of which may be null
final class Stage {
  private static final int VARIANTS = 4;
  private static final long PATIENCE_MILLIS = 300;

  /** Class files with their calls in them: every run of a program loads them anew. */
  private static final Map<Path, byte[]> INSTRUMENTED = new ConcurrentHashMap<>();

  private final ClassLoader loader;
  private final Set<Object> foreign = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Object> futures = new ArrayList<>();

  private Stage(Path classes) {
    this.loader = new Touching(classes);
  }

  /**
   * Whether the sanitizer saw a violation in any of the runs; {@code classes} are the program's.
   */
  static boolean violates(Path classes, List<String> names) {
    long before = CapabilitySanitizer.violations();
    for (String name : names) {
      int executables = new Stage(classes).executables(name).size();
      for (int i = 0; i < executables; i++) {
        for (int variant = 0; variant < VARIANTS; variant++) {
          var stage = new Stage(classes);
          int at = i;
          int with = variant;
          quietly(() -> stage.play(name, at, with));
          if (CapabilitySanitizer.violations() > before) {
            return true;
          }
        }
      }
      new Stage(classes).message(name);
    }
    return CapabilitySanitizer.violations() > before;
  }

  private List<Executable> executables(String name) {
    var all = new ArrayList<Executable>();
    Class<?> type = load(name);
    if (type.isInterface() || type.isHidden()) {
      return all;
    }
    if (!Modifier.isAbstract(type.getModifiers()) && !type.isEnum()) {
      all.addAll(Arrays.asList(type.getDeclaredConstructors()));
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isSynthetic()
          && !Modifier.isAbstract(method.getModifiers())
          && !isAccessor(method)) {
        all.add(method);
      }
    }
    return all;
  }

  /** Of a record: javac copies the words of the component to it. */
  private static boolean isAccessor(Method method) {
    return method.getDeclaringClass().isRecord() && method.getParameterCount() == 0;
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A class of messages is looked at when one is sent. */
  private void message(String name) {
    Class<?> type = load(name);
    if (Message.class.isAssignableFrom(type) && !type.isInterface()) {
      quietly(() -> {
        Object made =
            type.isEnum()
                ? type.getEnumConstants()[0]
                : new Arguments(this, 1).ofMessages().instance(type, 0);
        CapabilitySanitizer.checkType(made);
      });
    }
  }

  private void play(String name, int index, int variant) throws Exception {
    Executable executable = executables(name).get(index);
    executable.setAccessible(true);
    set("throwing", variant >= 2);
    set("flips", 0);
    var first = new Agent("first agent", executable, variant);
    first.turn();
    settle();
    int i = 0;
    for (Object sent : sent()) {
      int number = i++;
      Arguments.as(party("receiver " + number, null), () -> quietly(() -> use(sent)));
    }
    for (Object each : futures) {
      Arguments.as(party("completer", null), () -> quietly(() -> complete(each)));
    }
    first.goesOn();
    first.turn();
    new Agent("second agent", executable, variant).turn();
    settle();
  }

  /** An agent whose state is the object of the case and what its caller holds. */
  private final class Agent {
    private final Executable executable;
    private final int variant;
    private final Object self;
    private final List<Object> state = new ArrayList<>();
    private final ObjectOwner party;

    Agent(String name, Executable executable, int variant) {
      this.executable = executable;
      this.variant = variant;
      this.party = party(name, state);
      this.self = isStatic() ? null : enter(() -> make(executable.getDeclaringClass(), state));
      if (self != null) {
        state.add(self);
      }
    }

    private boolean isStatic() {
      return executable instanceof Constructor<?> || Modifier.isStatic(executable.getModifiers());
    }

    void turn() {
      enter(() -> {
        var arguments = new Arguments(Stage.this, variant);
        Object outer =
            executable instanceof Constructor<?>
                ? make(outerOf(executable.getDeclaringClass()), state)
                : null;
        Object[] values = arguments.of(executable, outer);
        List<Object> lent = arguments.lent;
        state.addAll(lent);
        goesOn();
        Object result =
            executable instanceof Constructor<?> constructor
                ? constructor.newInstance(values)
                : invoke((Method) executable, values);
        if (executable instanceof Method method && says(method, Iso.class)) {
          CapabilitySanitizer.isolated(result);
          CapabilitySanitizer.leaves(result, "another agent");
        } else if (executable instanceof Method method && says(method, Val.class)) {
          CapabilitySanitizer.frozen(result);
        } else {
          AccessHooks.write(result);
          write(result);
        }
        goesOn();
        runTasks(executable instanceof Constructor<?> ? result : self);
        CapabilitySanitizer.handled(party);
        state.removeAll(lent);
        return null;
      });
    }

    private boolean says(Method method, Class<? extends Annotation> word) {
      return method.isAnnotationPresent(word)
          || method.getAnnotatedReturnType().isAnnotationPresent(word);
    }

    /** What it throws is looked at by its supervisor. */
    private Object invoke(Method method, Object[] values) throws ReflectiveOperationException {
      try {
        return method.invoke(self, values);
      } catch (InvocationTargetException e) {
        write(e.getCause());
        throw e;
      }
    }

    /** It uses whatever it holds. */
    void goesOn() {
      Arguments.as(party, () -> state.forEach(Stage.this::write));
    }

    /** What a case keeps in a field to be run later is run. */
    private void runTasks(Object object) throws IllegalAccessException {
      if (object == null) {
        return;
      }
      if (!state.contains(object)) {
        state.add(object);
      }
      for (Field field : object.getClass().getDeclaredFields()) {
        if (Runnable.class.isAssignableFrom(field.getType())) {
          field.setAccessible(true);
          if (field.get(object) instanceof Runnable task) {
            task.run();
          }
        }
      }
    }

    private Object enter(Callable<Object> body) {
      var result = new Object[1];
      Arguments.as(party, () -> quietly(() -> result[0] = body.call()));
      return result[0];
    }
  }

  private Object make(Class<?> type, List<Object> state) throws ReflectiveOperationException {
    if (type == null) {
      return null;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    var arguments = new Arguments(this, 1);
    Object made = arguments.instance(type, 0);
    state.addAll(arguments.lent);
    return made;
  }

  private static Class<?> outerOf(Class<?> type) {
    return Modifier.isStatic(type.getModifiers()) ? null : type.getEnclosingClass();
  }

  /** AccessInstrumentation everything that is reached from {@code value}, as its user would. */
  void write(Object value) {
    CapabilitySanitizer.walk(
        value,
        each -> {
          if (!foreign.contains(each)) {
            AccessHooks.write(each);
          }
        });
  }

  /** Makes {@code value} another agent's, of which only the identity is known here. */
  void foreign(Object value) {
    Arguments.as(party("owner of the tag", null), () -> write(value));
    CapabilitySanitizer.walk(value, foreign::add);
  }

  /** A receiver runs what can be run, and touches the rest. */
  @SuppressWarnings("unchecked") // the consumer gets what it asks for
  private void use(Object sent) throws Exception {
    switch (sent) {
      case Runnable task -> task.run();
      case Callable<?> task -> task.call();
      case Supplier<?> factory -> use(factory.get());
      case Consumer<?> consumer -> ((Consumer<Object>) consumer).accept(null);
      case null -> {}
      default -> {
        Class<?> behavior = load("io.leanagentic.Behavior");
        if (behavior.isInstance(sent)) {
          Object context = new Arguments(this, 1).value(load("io.leanagentic.AgentContext"), 0);
          behavior.getMethods()[0].invoke(sent, context, "text");
        } else {
          call(sent);
        }
      }
    }
    write(sent);
  }

  /** Runs what a program sends as a function of its own kind. */
  private void call(Object function) throws ReflectiveOperationException {
    for (Class<?> type : function.getClass().getInterfaces()) {
      if (type.getClassLoader() != loader) {
        continue;
      }
      for (Method method : type.getMethods()) {
        if (Modifier.isAbstract(method.getModifiers())) {
          method.setAccessible(true);
          method.invoke(function, new Arguments(this, 1).of(method, null));
        }
      }
    }
  }

  /** What stands in for refs, contexts and replies does when it is called. */
  Object answer(Object proxy, Method method, Object[] arguments) throws Exception {
    switch (method.getName()) {
      case "signal", "send", "spawn", "reply" -> {
        Method send = load("support.K").getMethod("send", Object.class);
        try {
          send.invoke(null, arguments[0]);
        } catch (InvocationTargetException e) {
          throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "equals" -> {
        return proxy == arguments[0];
      }
      case "toString" -> {
        return method.getDeclaringClass().getSimpleName();
      }
      default -> {}
    }
    return method.getReturnType() == void.class
        ? null
        : new Arguments(this, 1).value(method.getReturnType(), 2);
  }

  @SuppressWarnings("unchecked") // it was made for an Object
  private static void complete(Object future) {
    ((CompletableFuture<Object>) future).complete("text");
  }

  Object fresh() throws ReflectiveOperationException {
    return load("support.X").getConstructor(int.class).newInstance(1);
  }

  Object future() {
    futures.add(new CompletableFuture<Object>());
    return futures.getLast();
  }

  ClassLoader loader() {
    return loader;
  }

  private void set(String field, Object value) throws ReflectiveOperationException {
    Field at = load("support.K").getField(field);
    at.set(null, value);
  }

  private List<Object> sent() throws ReflectiveOperationException {
    return List.copyOf((Collection<?>) load("support.K").getField("SENT").get(null));
  }

  /** Gives the threads that the program started time to do their work. */
  private static void settle() throws InterruptedException {
    ForkJoinPool.commonPool().awaitQuiescence(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    var threads = new Thread[64];
    int count = Thread.currentThread().getThreadGroup().enumerate(threads);
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (name.startsWith("Thread-") || name.startsWith("Timer-") || name.startsWith("pool-")) {
        threads[i].join(PATIENCE_MILLIS);
      }
    }
  }

  static ObjectOwner party(String path, Object state) {
    return new ObjectOwner() {
      @Override
      public String path() {
        return path;
      }

      @Override
      public Object heldState() {
        return state;
      }
    };
  }

  /** Something that may fail in any way: the sanitizer counts what it found. */
  interface Attempt {
    void run() throws Exception;
  }

  static void quietly(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception | LinkageError | StackOverflowError expected) {
      // Programs that are wrong fail; only what the sanitizer counted matters.
    }
  }

  /** Loads the program's classes with the calls of {@link AccessHooks} in them. */
  private static final class Touching extends ClassLoader {
    private final Path classes;

    Touching(Path classes) {
      super(Stage.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Path file = classes.resolve(name.replace('.', '/') + ".class");
      try {
        byte[] bytes = INSTRUMENTED.get(file);
        if (bytes == null) {
          bytes = AccessInstrumentation.instrument(Files.readAllBytes(file), this);
          INSTRUMENTED.put(file, bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public java.io.InputStream getResourceAsStream(String name) {
      Path file = classes.resolve(name);
      try {
        return Files.exists(file) ? Files.newInputStream(file) : super.getResourceAsStream(name);
      } catch (IOException e) {
        return null;
      }
    }
  }
}
