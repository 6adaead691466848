package io.leanagentic.testing;

import io.leanagentic.capability.CapUnchecked;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * The classes of the runtime once more, with a call of {@link Interleavings} before each
 * allocation, each lock and each call in them: so the explorer can let heap and stack end at every
 * step of the code that is shipped.
 */
@CapUnchecked("descriptions of classes and methods never change")
public final class Woven extends ClassLoader {
  private static final String OURS = "io.leanagentic.";
  private static final ClassDesc EXPLORER = Interleavings.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc ALLOCATES = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static final MethodTypeDesc CALLS =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_boolean);

  /** What never allocates. */
  private static final Set<String> NEED_NONE =
      Set.of("java/util/Objects", "java/util/concurrent/atomic/AtomicLong");

  /** Nor do these methods of collections. */
  private static final Set<String> TAKING =
      Set.of("peek", "peekFirst", "poll", "remove", "removeFirst", "removeLast", "isEmpty", "size");

  /** The explorer itself is one for all. */
  private static final Set<String> SHARED = Set.of(Interleavings.class.getName());

  private final ClassFile classes;

  private Woven() {
    super(Woven.class.getClassLoader());
    classes =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(getParent())));
    Woven.class.getModule().addExports(Woven.class.getPackageName(), getUnnamedModule());
  }

  /** A fresh {@code type}, made by its constructor without parameters from woven classes. */
  public static <T> T make(Class<? extends T> type, Class<T> as) {
    try {
      var constructor = new Woven().loadClass(type.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return as.cast(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String outermost = name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    if (!name.startsWith(OURS) || SHARED.contains(outermost)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name, !outermost.endsWith("Test"));
    }
  }

  private Class<?> define(String name, boolean weave) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      byte[] woven = weave ? weave(bytes) : bytes;
      return defineClass(name, woven, 0, woven.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] weave(byte[] bytes) {
    ClassTransform points =
        ClassTransform.transformingMethodBodies(
            method -> !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME),
            Woven::point);
    // These classes are in no module, where a sealed class may not have heirs in other packages.
    ClassTransform open =
        ClassTransform.dropping(element -> element instanceof PermittedSubclassesAttribute);
    return classes.transformClass(classes.parse(bytes), points.andThen(open));
  }

  private static void point(CodeBuilder code, CodeElement element) {
    switch (element) {
      case NewObjectInstruction i -> allocates(code);
      case NewReferenceArrayInstruction i -> allocates(code);
      case NewPrimitiveArrayInstruction i -> allocates(code);
      case NewMultiArrayInstruction i -> allocates(code);
      case InvokeDynamicInstruction i -> allocates(code);
      case InvokeInstruction call -> {
        String owner = call.owner().asInternalName();
        if (owner.startsWith("java/util/")
            && !NEED_NONE.contains(owner)
            && !TAKING.contains(call.name().stringValue())) {
          allocates(code); // it may
        }
        calls(code, owner.startsWith("java/"));
      }
      case MonitorInstruction lock when lock.opcode() == Opcode.MONITORENTER ->
          calls(code, false); // interpreted code looks once more whether there is stack
      default -> {}
    }
    code.with(element);
  }

  private static void calls(CodeBuilder code, boolean jdk) {
    code.loadConstant(jdk ? 1 : 0).invokestatic(EXPLORER, "call", CALLS);
  }

  private static void allocates(CodeBuilder code) {
    code.invokestatic(EXPLORER, "allocation", ALLOCATES);
  }
}
