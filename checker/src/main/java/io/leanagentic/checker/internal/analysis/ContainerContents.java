package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** What the declared type of a container says about what it holds. */
final class ContainerContents {
  /*
   * Where words get lost
   *   In
   *
   *       List<@Val X> xs = ...;
   *       X first = xs.get(0);
   *
   *   the compiler gives `xs.get(0)` the type X: type annotations do not survive its inference. So the checker goes
   *   back to the declaration of xs, looks at the method as a member of that type, and reads the word from its result.
   *   This works for a local, a field and the result of a method, all of which have a declaration. Any other receiver
   *   has no such word, and the kind of the receiver decides about its elements.
   */

  private final BodyAnalysis body;

  ContainerContents(BodyAnalysis body) {
    this.body = body;
  }

  /**
   * The word that a type argument of the receiver, as in {@code List<@Val X>}, gives a parameter.
   */
  Capability genericWord(
      ExecutableElement method, @Nullable ExpressionTree receiverTree, int index) {
    ExecutableType type = memberType(method, receiverTree);
    return type == null
        ? Capability.NONE
        : CapabilityReader.onType(type.getParameterTypes().get(index));
  }

  /**
   * The method as a member of the receiver's declared type; null if that carries no word, so that
   * the compiler's type says as much.
   */
  private @Nullable ExecutableType memberType(
      ExecutableElement method, @Nullable ExpressionTree receiverTree) {
    if (receiverTree == null || !body.scope.enforces(Rule.GENERICS)) {
      return null;
    }
    TypeMirror declared = declaredType(receiverTree);
    if (!(declared instanceof DeclaredType owner) || !CapabilityReader.hasWordInside(owner)) {
      return null;
    }
    return body.scope.context.types.asMemberOf(owner, method) instanceof ExecutableType member
        ? member
        : null;
  }

  /** The word that a type argument of the receiver gives to the result. */
  Capability genericResult(ExecutableElement method, ExpressionTree receiverTree) {
    ExecutableType type = memberType(method, receiverTree);
    return type == null ? Capability.NONE : CapabilityReader.onType(type.getReturnType());
  }

  /** The result's type with the words that the receiver's declaration gives it. */
  TypeMirror declaredResult(MethodInvocationTree call) {
    ExecutableElement method = body.scope.method(call);
    ExpressionTree select = ExpressionAnalysis.bare(call.getMethodSelect());
    if (method != null && select instanceof MemberSelectTree member) {
      ExecutableType type =
          body.expressions.isTypeName(member.getExpression())
              ? null
              : memberType(method, member.getExpression());
      if (type != null) {
        return type.getReturnType();
      }
    }
    if (method != null && CapabilityReader.hasWordInside(method.getReturnType())) {
      return method.getReturnType();
    }
    return body.scope.type(call);
  }

  /** Tells whether copying the elements of {@code tree} copies no mutable object. */
  boolean areVal(ExpressionTree tree, TypeMirror type) {
    return areVal(declaredType(tree)) || areVal(type);
  }

  /**
   * Tells whether everything in a container of this type is immutable. A raw container may hold
   * anything.
   */
  boolean areVal(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> isImmutable(array.getComponentType());
      case DeclaredType declared ->
          !declared.getTypeArguments().isEmpty()
              && declared.getTypeArguments().stream().allMatch(this::isImmutable);
      default -> type.getKind().isPrimitive();
    };
  }

  private boolean isImmutable(TypeMirror type) {
    return body.scope.context.immutableTypes.isShareableAsWritten(type)
        || body.scope.context.immutableTypes.isShared(type);
  }

  /** The word on the elements of an array or a collection. */
  Capability elementWord(ExpressionTree source) {
    TypeMirror type = declaredType(source);
    if (type instanceof DeclaredType declared && !declared.getTypeArguments().isEmpty()) {
      return CapabilityReader.onType(declared.getTypeArguments().getFirst());
    }
    return type instanceof ArrayType array
        ? CapabilityReader.direct(array.getComponentType())
        : Capability.NONE;
  }

  /** Tells whether a loop over the value owns each element: {@code Iterator<@Iso T>}. */
  boolean givesElements(ExpressionTree source) {
    return body.scope.type(source) instanceof DeclaredType declared
        && ElementFilter.methodsIn(
                body.scope.context.elements.getAllMembers((TypeElement) declared.asElement()))
            .stream()
            .anyMatch(method ->
                method.getSimpleName().contentEquals("iterator")
                    && method.getReturnType() instanceof DeclaredType iterator
                    && iterator.getTypeArguments().stream()
                        .anyMatch(element -> CapabilityReader.onType(element) == Capability.ISO));
  }

  /** The type as declared, with words on its type arguments, where the expression is a name. */
  TypeMirror declaredType(ExpressionTree tree) {
    ExpressionTree bare = ExpressionAnalysis.bare(tree);
    if (bare instanceof IdentifierTree || bare instanceof MemberSelectTree) {
      Element element = body.scope.element(bare);
      if (element != null
          && (CaptureAnalysis.isLocal(element) || element.getKind() == ElementKind.FIELD)) {
        return element.asType();
      }
    }
    if (bare instanceof MethodInvocationTree call) {
      return declaredResult(call);
    }
    return body.scope.type(bare);
  }
}
