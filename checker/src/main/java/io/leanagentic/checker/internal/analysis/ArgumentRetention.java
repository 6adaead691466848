package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Which arguments a method of the tables keeps, or returns within its result. */
final class ArgumentRetention {
  /*
   * An argument that is not kept stays apart from the rest of the call: after `list.contains(x)`, x and list are still
   * two regions. Only the tables know which methods keep nothing, and each of their words has a catch:
   *
   *   keeps-out   nothing is kept; but a function may come back within the result, as from comparing(f)
   *   calls       a function is called with elements and forgotten; but it could store one element in another. So it
   *               counts as not kept only if the elements are val; otherwise LoopAnalysis.each runs its body here
   *   copies      a container's elements are taken, and not the container; so it is kept, unless they are val
   */

  private static final Set<String> BULK =
      Set.of(
          "java.lang.Iterable",
          "java.util.Map",
          "java.util.Iterator",
          "java.util.stream.BaseStream");

  private final BodyAnalysis body;

  ArgumentRetention(BodyAnalysis body) {
    this.body = body;
  }

  /** Tells whether the call may keep argument {@code index}, which fills parameter {@code at}. */
  boolean keeps(CallSite site, int index, int at) {
    ExpressionTree tree = site.arguments().get(index);
    TypeMirror parameter = site.method().getParameters().get(at).asType();
    if (site.model().has(MethodTrait.KEEPS_OUT)) {
      return isFunction(parameter) && mayGiveBack(parameter, site.method().getReturnType());
    }
    if (site.model().has(MethodTrait.CALLS) && isFunction(parameter)) {
      ExpressionTree elements =
          site.receiverTree() == null ? site.arguments().getFirst() : site.receiverTree();
      return !body.contents.areVal(elements, body.scope.type(elements));
    }
    boolean copied =
        site.model().has(MethodTrait.COPIES)
            && (!body.scope.context.isJdk(site.method())
                || isBulk(parameter, body.scope.type(tree)))
            && body.contents.areVal(tree, body.scope.type(tree));
    return !copied;
  }

  /** Tells whether the method takes the argument's elements: it is an array or a collection. */
  private boolean isBulk(TypeMirror parameter, TypeMirror argument) {
    return switch (parameter) {
      case ArrayType array -> argument instanceof ArrayType;
      case DeclaredType declared ->
          argument instanceof ArrayType
              || isBulk((TypeElement) declared.asElement())
              || body
                  .scope
                  .context
                  .capabilities
                  .supertypes((TypeElement) declared.asElement())
                  .stream()
                  .anyMatch(ArgumentRetention::isBulk);
      default -> false;
    };
  }

  private static boolean isBulk(TypeElement type) {
    return BULK.contains(type.getQualifiedName().toString());
  }

  /** Tells whether a parameter takes a function: its type is a {@code @FunctionalInterface}. */
  static boolean isFunction(TypeMirror parameter) {
    return parameter instanceof DeclaredType declared
        && declared.asElement().getAnnotation(FunctionalInterface.class) != null;
  }

  /** Tells whether a result may be, or reach, the given function or what that function returns. */
  private boolean mayGiveBack(TypeMirror function, TypeMirror result) {
    if (isPlain(result)) {
      return false;
    }
    if (result instanceof ArrayType array && array.getComponentType().getKind().isPrimitive()) {
      ExecutableElement called =
          FunctionalTypes.functionalMethod(body.scope.context.capabilities, function);
      return called == null || !isPlain(called.getReturnType());
    }
    return true;
  }

  /** Tells whether a result can reach nothing. */
  private boolean isPlain(TypeMirror result) {
    return CallAnalysis.isVoid(result) || body.scope.context.immutableTypes.isShareable(result);
  }
}
