package io.leanagentic.capability.sanitizer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What a lambda or a class among statements uses of the object it was written in. */
final class CapturedThis {
  /*
   * A lambda that reads one field of `this` holds all of `this`. The checker goes by what its body reads, so this does
   * too: each use of `this` in there must be a read of a final field, or a lambda of which the same is true. Those
   * fields, instead of the object, are then the parts of the lambda. The same goes for the object that an anonymous or
   * local class keeps as this$0.
   *
   * The body of a lambda is a method of the class around it. Which one belongs to a lambda's class is told by
   * instrumented code (`made`). Without that, every body with this interface and these captures may be the one, and all
   * their uses count.
   */

  /**
   * Final fields that are read of a captured object, instead of the object.
   *
   * @param captured the field that holds the object
   */
  record Reads(Field captured, List<Field> fields) {}

  private static final int DEPTH = 8;

  /** The name of the body of each lambda, by its class; holds null until it is told. */
  private static final ClassValue<AtomicReference<String>> BODIES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<String> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private final Class<?> outer;
  private final ClassModel model;
  private final Set<Field> reads = new LinkedHashSet<>();

  /** Looks at the code in {@code model} for uses of an object of class {@code outer}. */
  private CapturedThis(Class<?> outer, ClassModel model) {
    this.outer = outer;
    this.model = model;
  }

  /** The class of {@code lambda} has this body. */
  static void made(Object lambda, String body) {
    BODIES.get(lambda.getClass()).setPlain(body);
  }

  /** The body of the lambda made by {@code call}, if that is given {@code this}; else null. */
  static DirectMethodHandleDesc bodyWithThis(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().descriptorString().endsWith("/LambdaMetafactory;")
            && call.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc body
            && body.methodName().startsWith("lambda$")
            && body.kind() != DirectMethodHandleDesc.Kind.STATIC
            && body.kind() != DirectMethodHandleDesc.Kind.INTERFACE_STATIC
        ? body
        : null;
  }

  /** What objects of {@code type} read; null if they use all of what they captured. */
  static Reads of(Class<?> type, List<Field> fields) {
    String name = type.getName();
    if (type.isHidden() && !fields.isEmpty() && name.contains("$$Lambda")) {
      Class<?> host = fields.getFirst().getType();
      return host.getName().equals(name.substring(0, name.indexOf("$$Lambda")))
          ? reads(host, host, fields.getFirst(), looker -> looker.ofLambda(type, fields))
          : null;
    }
    if (type.isAnonymousClass() || type.isLocalClass()) {
      for (Field field : fields) {
        if (field.isSynthetic() && field.getName().startsWith("this$")) {
          return reads(type, field.getType(), field, looker -> looker.ofField(field));
        }
      }
    }
    return null;
  }

  /** Tells whether all the uses that matter are reads. */
  private interface Look {
    boolean isReadOnly(CapturedThis looker);
  }

  private static Reads reads(Class<?> code, Class<?> outer, Field captured, Look look) {
    ClassLoader loader = code.getClassLoader();
    String file = code.getName().replace('.', '/') + ".class";
    try (InputStream bytes = loader == null ? null : loader.getResourceAsStream(file)) {
      if (bytes == null) {
        return null;
      }
      var looker = new CapturedThis(outer, ClassFile.of().parse(bytes.readAllBytes()));
      return look.isReadOnly(looker) ? new Reads(captured, List.copyOf(looker.reads)) : null;
    } catch (IOException | IllegalArgumentException e) {
      return null; // no such class file: nothing is known
    }
  }

  private boolean ofLambda(Class<?> type, List<Field> captures) {
    List<String> given = captures.stream().map(each -> each.getType().descriptorString()).toList();
    String body = BODIES.get(type).getPlain();
    boolean found = false;
    for (MethodModel method : model.methods()) {
      for (Instruction each : instructions(method)) {
        if (each instanceof InvokeDynamicInstruction call && makes(call, type, given)) {
          DirectMethodHandleDesc candidate = bodyWithThis(call);
          if (candidate == null) {
            return false; // a reference to a method of `this`
          }
          if (body == null || body.equals(candidate.methodName())) {
            found = true;
            if (!readsOnly(candidate, DEPTH)) {
              return false;
            }
          }
        }
      }
    }
    return found;
  }

  /** Whether an object of {@code type} can be what {@code call} makes. */
  private static boolean makes(InvokeDynamicInstruction call, Class<?> type, List<String> given) {
    String made = call.typeSymbol().returnType().descriptorString();
    for (Class<?> each : type.getInterfaces()) {
      if (each.descriptorString().equals(made)) {
        return call.typeSymbol().parameterList().stream()
            .map(parameter -> parameter.descriptorString())
            .toList()
            .equals(given);
      }
    }
    return false;
  }

  /** Whether a body uses {@code this} only to read final fields, which are noted. */
  private boolean readsOnly(DirectMethodHandleDesc body, int depth) {
    for (MethodModel method : model.methods()) {
      if (method.methodName().equalsString(body.methodName())) {
        List<Instruction> code = instructions(method);
        for (int i = 0; i < code.size(); i++) {
          if (code.get(i) instanceof LoadInstruction load
              && load.slot() == 0
              && !isRead(code.get(i + 1))
              && !isLambda(code, i + 1, depth)) {
            return false;
          }
        }
        return true;
      }
    }
    return false;
  }

  private boolean ofField(Field captured) {
    String inside = model.thisClass().asInternalName() + "$";
    for (MethodModel method : model.methods()) {
      List<Instruction> code = instructions(method);
      for (int i = 0; i < code.size(); i++) {
        boolean used = code.get(i) instanceof FieldInstruction get && isRead(get, captured);
        boolean goesOn =
            code.get(i) instanceof NewObjectInstruction made
                && made.className().asInternalName().startsWith(inside);
        if (goesOn || (used && !isRead(code.get(i + 1)))) {
          return false; // a class inside this one uses the same object
        }
      }
    }
    return true;
  }

  private boolean isRead(FieldInstruction get, Field field) {
    return get.opcode() == Opcode.GETFIELD
        && get.owner().equals(model.thisClass())
        && get.name().equalsString(field.getName());
  }

  private boolean isRead(Instruction use) {
    if (!(use instanceof FieldInstruction get) || get.opcode() != Opcode.GETFIELD) {
      return false;
    }
    Field field = AccessHooks.find(outer, get.name().stringValue());
    if (field == null || !Modifier.isFinal(field.getModifiers())) {
      return false;
    }
    if (field.getType().isPrimitive()) {
      return true;
    }
    reads.add(field);
    return field.trySetAccessible();
  }

  /** Whether {@code this} goes into a lambda that uses it only to read. */
  private boolean isLambda(List<Instruction> code, int next, int depth) {
    int at = next;
    while (code.get(at) instanceof LoadInstruction) {
      at++;
    }
    if (depth == 0
        || !(code.get(at) instanceof InvokeDynamicInstruction call)
        || call.typeSymbol().parameterCount() != at - next + 1) {
      return false;
    }
    DirectMethodHandleDesc inner = bodyWithThis(call);
    return inner != null && readsOnly(inner, depth - 1);
  }

  private static List<Instruction> instructions(MethodModel method) {
    var code = new ArrayList<Instruction>();
    method
        .code()
        .ifPresent(body ->
            body.forEach(each -> {
              if (each instanceof Instruction instruction) {
                code.add(instruction);
              }
            }));
    return code;
  }
}
