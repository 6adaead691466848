package io.leanagentic.capability.sanitizer;

import io.leanagentic.capability.CapUnchecked;
import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;

/**
 * Rewrites classes so that every access to an object first calls {@link AccessHooks}: fields,
 * elements of arrays, static fields that hold objects, and methods of the JDK.
 *
 * <p>Only the objects behind local variables and parameters count, not the variables. Code marked
 * {@code @CapUnchecked} stays as it is.
 */
public final class AccessInstrumentation {
  private static final ClassDesc TOUCH = ClassDesc.of(AccessHooks.class.getName());
  private static final ClassDesc UNCHECKED = ClassDesc.of(CapUnchecked.class.getName());
  private static final MethodTypeDesc OBJECT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
  private static final MethodTypeDesc OBJECT_NAME =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_String);
  private static final MethodTypeDesc OBJECT_FIELD =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_Object,
          ConstantDescs.CD_Class,
          ConstantDescs.CD_String);

  /** Receivers that cannot be written, and methods that look at nothing but identity. */
  private static final Set<String> IDLE =
      Set.of("java/lang/String", "java/lang/Class", "java/lang/Enum", "java/lang/Integer");

  private AccessInstrumentation() {}

  /**
   * Whether a class is to be rewritten: not the JDK, not the runtime and its primitives, which
   * share what their own locks guard.
   */
  public static boolean concerns(String internalName) {
    return !internalName.startsWith("io/leanagentic/capability/")
        && !internalName.startsWith("io/leanagentic/internal/")
        && !internalName.startsWith("io/leanagentic/spi/")
        && !internalName.startsWith("io/leanagentic/orchestration/")
        && !internalName.startsWith("org/junit/");
  }

  /** The class with the calls. */
  public static byte[] instrument(byte[] bytes, ClassLoader loader) {
    ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(readOnly(loader)));
    ClassModel model = file.parse(bytes);
    if (isUnchecked(model)) {
      return bytes;
    }
    ClassDesc self = model.thisClass().asSymbol();
    return file.transformClass(
        model,
        ClassTransform.transformingMethods(
            method -> method.code().isPresent() && !isUnchecked(method),
            (builder, element) -> {
              if (element instanceof java.lang.classfile.CodeModel code) {
                MethodModel method = code.parent().orElseThrow();
                boolean constructs = method.methodName().equalsString("<init>");
                boolean initialises = method.methodName().equalsString("<clinit>");
                builder.transformCode(
                    code,
                    (to, each) -> {
                      if (!initialises) {
                        rewrite(to, each, constructs ? self : null);
                      } else if (each instanceof FieldInstruction field) {
                        assigned(to, field);
                      } else {
                        to.with(each);
                      }
                    });
              } else {
                builder.with(element);
              }
            }));
  }

  /**
   * Looks classes up by reading their files. To load one would define it, and its class could be
   * the one that is being defined.
   */
  private static ClassHierarchyResolver readOnly(ClassLoader loader) {
    return ClassHierarchyResolver.ofResourceParsing(loader)
        .orElse(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getPlatformClassLoader()))
        .cached();
  }

  private static boolean isUnchecked(AttributedElement element) {
    List<Annotation> annotations =
        element
            .findAttribute(Attributes.runtimeVisibleAnnotations())
            .map(attribute -> attribute.annotations())
            .orElse(List.of());
    return annotations.stream().anyMatch(each -> each.classSymbol().equals(UNCHECKED));
  }

  /**
   * Writes one element, with the call before it.
   *
   * @param constructed the class whose constructor this is, or null
   */
  private static void rewrite(CodeBuilder to, CodeElement element, ClassDesc constructed) {
    switch (element) {
      case FieldInstruction field -> field(to, field, constructed);
      case ArrayLoadInstruction load -> {
        to.dup2().pop().invokestatic(TOUCH, "read", OBJECT);
        to.with(load);
      }
      case ArrayStoreInstruction store -> {
        TypeKind kind = store.typeKind().asLoadable();
        int value = to.allocateLocal(kind);
        to.storeLocal(kind, value);
        to.dup2().pop().invokestatic(TOUCH, "write", OBJECT);
        to.loadLocal(kind, value);
        to.with(store);
      }
      case InvokeDynamicInstruction call -> {
        to.with(call);
        DirectMethodHandleDesc body = CapturedThis.bodyWithThis(call);
        if (body != null) {
          to.dup().ldc(body.methodName()).invokestatic(TOUCH, "made", OBJECT_NAME);
        }
      }
      case InvokeInstruction call when isOfJdk(call) -> {
        calls(to, call);
        to.with(call);
      }
      default -> to.with(element);
    }
  }

  private static void field(CodeBuilder to, FieldInstruction field, ClassDesc constructed) {
    boolean isObject = !field.typeSymbol().isPrimitive();
    switch (field.opcode()) {
      case GETFIELD ->
          to.dup()
              .ldc(field.owner().asSymbol())
              .ldc(field.name().stringValue())
              .invokestatic(TOUCH, "get", OBJECT_FIELD);
      case PUTFIELD -> {
        // What a constructor writes first is its own, and may not be initialised yet.
        if (!field.owner().asSymbol().equals(constructed)) {
          TypeKind kind = TypeKind.from(field.typeSymbol()).asLoadable();
          int value = to.allocateLocal(kind);
          to.storeLocal(kind, value);
          to.dup().invokestatic(TOUCH, "write", OBJECT);
          to.loadLocal(kind, value);
        }
      }
      case PUTSTATIC -> {
        assigned(to, field);
        return;
      }
      default -> {}
    }
    to.with(field);
    if (field.opcode() == Opcode.GETSTATIC
        && isObject
        && !isOfJdk(field)
        && !field.name().equalsString("$VALUES")) {
      statics(to, field);
    }
  }

  /** While a class is initialized no other thread sees what it makes; only its fields count. */
  private static void assigned(CodeBuilder to, FieldInstruction field) {
    if (field.opcode() == Opcode.PUTSTATIC && !field.typeSymbol().isPrimitive()) {
      to.dup()
          .ldc(field.owner().asSymbol())
          .ldc(field.name().stringValue())
          .invokestatic(TOUCH, "assigned", OBJECT_FIELD);
    }
    to.with(field);
  }

  private static void statics(CodeBuilder to, FieldInstruction field) {
    to.dup()
        .ldc(field.owner().asSymbol())
        .ldc(field.name().stringValue())
        .invokestatic(TOUCH, "statics", OBJECT_FIELD);
  }

  private static boolean isOfJdk(FieldInstruction field) {
    return field.owner().asInternalName().startsWith("java/");
  }

  private static boolean isOfJdk(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    return (call.opcode() == Opcode.INVOKEVIRTUAL || call.opcode() == Opcode.INVOKEINTERFACE)
        && owner.startsWith("java/")
        && !IDLE.contains(owner)
        && !call.name().equalsString("getClass");
  }

  /** Puts the arguments aside to get at the receiver. */
  private static void calls(CodeBuilder to, InvokeInstruction call) {
    List<ClassDesc> parameters = call.typeSymbol().parameterList();
    int[] places = new int[parameters.size()];
    for (int i = places.length - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(parameters.get(i)).asLoadable();
      places[i] = to.allocateLocal(kind);
      to.storeLocal(kind, places[i]);
    }
    to.dup().ldc(call.name().stringValue()).invokestatic(TOUCH, "call", OBJECT_NAME);
    for (int i = 0; i < places.length; i++) {
      to.loadLocal(TypeKind.from(parameters.get(i)).asLoadable(), places[i]);
    }
  }
}
