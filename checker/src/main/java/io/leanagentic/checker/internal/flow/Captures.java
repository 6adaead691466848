package io.leanagentic.checker.internal.flow;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.model.Word;
import io.leanagentic.checker.internal.model.Words;
import io.leanagentic.checker.internal.region.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Rule R8: what a lambda or a class body takes from around it. */
final class Captures extends TreeScanner<Void, Void> {
  private static final Set<ElementKind> LOCALS =
      Set.of(
          ElementKind.LOCAL_VARIABLE,
          ElementKind.PARAMETER,
          ElementKind.EXCEPTION_PARAMETER,
          ElementKind.RESOURCE_VARIABLE,
          ElementKind.BINDING_VARIABLE);

  private final Scope scope;
  private final State outside;
  private final Element inner;
  final Map<VariableElement, Tree> variables = new LinkedHashMap<>();
  boolean outerObject;

  private Captures(Scope scope, State outside, Element inner) {
    this.scope = scope;
    this.outside = outside;
    this.inner = inner;
  }

  /** What {@code body} takes; {@code inner} is the class it declares, or null for a lambda. */
  static Captures of(Scope scope, State outside, Tree body, TypeElement inner) {
    var captures = new Captures(scope, outside, inner);
    captures.scan(body, null);
    return captures;
  }

  static boolean isLocal(Element element) {
    return element != null && LOCALS.contains(element.getKind());
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void nothing) {
    Element element = scope.element(tree);
    if (element == null) {
      return null;
    }
    if (isLocal(element)) {
      if (outside.get(element) != null) {
        variables.putIfAbsent((VariableElement) element, tree);
      }
    } else if (tree.getName().contentEquals("this") || tree.getName().contentEquals("super")) {
      // In a lambda `this` is the object around it; in a class it is the class itself.
      outerObject |= inner == null;
    } else if (isInstanceMember(element) && !isConstant(element)) {
      outerObject |= inner == null || !belongsToInner(element);
    }
    return null;
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
    if (tree.getExpression() instanceof IdentifierTree name
        && name.getName().contentEquals("this")
        && isConstant(scope.element(tree))) {
      return null;
    }
    if (tree.getIdentifier().contentEquals("this")) {
      Element type = scope.element(tree.getExpression());
      outerObject |= inner == null || !isWithin(type);
      return null;
    }
    return super.visitMemberSelect(tree, null);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void nothing) {
    if (scope.element(tree) instanceof ExecutableElement constructor
        && constructor.getEnclosingElement() instanceof TypeElement type
        && tree.getEnclosingExpression() == null
        && isInnerMember(type)) {
      outerObject |= inner == null || !isWithin(type.getEnclosingElement());
    }
    return super.visitNewClass(tree, null);
  }

  @Override
  public Void visitClass(ClassTree tree, Void nothing) {
    if (inner != null) {
      return super.visitClass(tree, null);
    }
    // A class inside a lambda: its own `this` is not a capture.
    if (scope.element(tree) instanceof TypeElement nested) {
      Captures deeper = new Captures(scope, outside, nested);
      deeper.scan(tree.getMembers(), null);
      deeper.variables.forEach(variables::putIfAbsent);
      outerObject |= deeper.outerObject;
    }
    return null;
  }

  static boolean isInnerMember(TypeElement type) {
    return type.getNestingKind() == NestingKind.MEMBER
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC);
  }

  /** A final field of an immutable or shared value: reading it reaches nothing that changes. */
  private boolean isConstant(Element element) {
    if (element == null
        || element.getKind() != ElementKind.FIELD
        || !element.getModifiers().contains(Modifier.FINAL)) {
      return false;
    }
    Word word = scope.session.words.of(element);
    return word == Word.VAL
        || word == Word.TAG
        || Words.has(element, "Shared")
        || Words.has(element, "TrustedVal")
        || scope.session.valTypes.isShareable(element.asType())
        || scope.session.valTypes.isShared(element.asType());
  }

  private static boolean isInstanceMember(Element element) {
    return switch (element.getKind()) {
      case FIELD, METHOD ->
          !element.getModifiers().contains(Modifier.STATIC)
              && element.getEnclosingElement() instanceof TypeElement;
      default -> false;
    };
  }

  private boolean isWithin(Element type) {
    for (Element at = type; at != null; at = at.getEnclosingElement()) {
      if (at.equals(inner)) {
        return true;
      }
    }
    return false;
  }

  private boolean belongsToInner(Element member) {
    Element owner = member.getEnclosingElement();
    if (isWithin(owner)) {
      return true;
    }
    // Inherited by the inner class, or by a class inside it.
    return inner instanceof TypeElement type
        && owner instanceof TypeElement above
        && scope.session.words.supertypes(type).contains(above);
  }
}
