package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.HashSet;
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
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/** What a lambda or a class body captures from around it. */
final class CaptureAnalysis extends TreeScanner<Void, Void> {
  /*
   * A capture is a use, inside a body, of something around that body: of a local variable, or of the enclosing object.
   * The latter is used by this, by a field or a method, or by making an object of an inner class, which keeps it.
   *
   *     class Outer {
   *       List<X> all;
   *       void t() {
   *         int n = all.size();
   *         Runnable a = () -> print(n);            // n alone, which is immutable
   *         Runnable b = () -> print(all.size());   // this, and so all of the agent's state
   *         Runnable c = Inner::new;                // this, if Inner is not static
   *       }
   *     }
   *
   * In a lambda, this is the object around it. In a class body it is the object of that class, so the members of the
   * class, own or inherited, are no captures; `inner` is that class, or null for a lambda. A local class captures where
   * its objects are made, not where it is declared: whatever makes one hands it what its body uses, and what the body
   * of its local superclass uses.
   *
   * Reading a final field that holds nothing mutable captures nothing.
   */

  private static final Set<ElementKind> LOCALS =
      Set.of(
          ElementKind.LOCAL_VARIABLE,
          ElementKind.PARAMETER,
          ElementKind.EXCEPTION_PARAMETER,
          ElementKind.RESOURCE_VARIABLE,
          ElementKind.BINDING_VARIABLE);

  private final Scope scope;
  private final RegionState outside;
  private final @Nullable Element inner;
  final Map<VariableElement, Tree> variables = new LinkedHashMap<>();
  boolean outerObject;

  /** Where the enclosing object is first used. */
  @Nullable Tree outerUse;

  private final Set<TypeElement> created = new HashSet<>();

  private CaptureAnalysis(Scope scope, RegionState outside, @Nullable Element inner) {
    this.scope = scope;
    this.outside = outside;
    this.inner = inner;
  }

  /** What {@code body} captures; {@code inner} is the class it declares, or null for a lambda. */
  static CaptureAnalysis of(
      Scope scope, RegionState outside, Tree body, @Nullable TypeElement inner) {
    var captures = new CaptureAnalysis(scope, outside, inner);
    captures.scan(body, null);
    return captures;
  }

  /** What making an object of {@code type} captures: nothing, unless that is a local class. */
  static CaptureAnalysis byCreation(Scope scope, RegionState outside, TypeElement type) {
    var captures = new CaptureAnalysis(scope, outside, null);
    ClassTree tree = localTree(scope, type);
    if (tree != null) {
      captures.creates(type, tree);
    }
    return captures;
  }

  /** Tells whether the element is a local variable of any kind. */
  static boolean isLocal(Element element) {
    return LOCALS.contains(element.getKind());
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
      // In a lambda, `this` is the object around it; in a class, an object of that class.
      outer(inner == null, tree);
    } else if (isInstanceMember(element) && !isConstant(element)) {
      outer(inner == null || !belongsToInner(element), tree);
    }
    return null;
  }

  /** Notes that the enclosing object is used; the first use is what messages show. */
  private void outer(boolean used, @Nullable Tree at) {
    if (used && !outerObject) {
      outerObject = true;
      outerUse = at;
    }
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
      outer(inner == null || !isWithin(type), tree);
      return null;
    }
    return super.visitMemberSelect(tree, null);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void nothing) {
    if (scope.element(tree) instanceof ExecutableElement constructor
        && constructor.getEnclosingElement() instanceof TypeElement type
        && tree.getEnclosingExpression() == null) {
      creates(type, tree);
    }
    return super.visitNewClass(tree, null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
    if (scope.element(tree) instanceof ExecutableElement constructor
        && constructor.getKind() == ElementKind.CONSTRUCTOR
        && constructor.getEnclosingElement() instanceof TypeElement type) {
      creates(type, tree);
    }
    return super.visitMemberReference(tree, null);
  }

  /**
   * Notes what is captured by making an object of {@code type}, if that is an inner or local class.
   */
  private void creates(TypeElement type, Tree at) {
    if (isInnerMember(type)) {
      outer(
          inner == null
              || (!isWithin(CapabilityReader.owner(type))
                  && !isInherited(CapabilityReader.owner(type))),
          at);
      return;
    }
    ClassTree tree = localTree(scope, type);
    if (tree == null || type.equals(inner) || !created.add(type)) {
      return;
    }
    CaptureAnalysis theirs = new CaptureAnalysis(scope, outside, type);
    theirs.created.addAll(created);
    theirs.scan(tree, null);
    theirs.variables.forEach((variable, use) -> variables.putIfAbsent(variable, use));
    outer(theirs.outerObject && (inner == null || !isWithin(type)), theirs.outerUse);
    if (type.getSuperclass() instanceof DeclaredType above) {
      creates((TypeElement) above.asElement(), at);
    }
  }

  /** The declaration of a class among statements, which may capture; null for any other class. */
  static @Nullable ClassTree localTree(Scope scope, TypeElement type) {
    return type.getNestingKind() == NestingKind.LOCAL && type.getKind() == ElementKind.CLASS
        ? scope.context.trees.getTree(type)
        : null;
  }

  @Override
  public Void visitClass(ClassTree tree, Void nothing) {
    if (inner != null) {
      return super.visitClass(tree, null);
    }
    // A class inside a lambda: its own `this` is not a capture.
    if (scope.element(tree) instanceof TypeElement nested) {
      CaptureAnalysis deeper = new CaptureAnalysis(scope, outside, nested);
      deeper.scan(tree.getMembers(), null);
      deeper.variables.forEach(variables::putIfAbsent);
      outer(deeper.outerObject, deeper.outerUse);
    }
    return null;
  }

  /**
   * Tells whether objects of the class keep the object around them: it is a member and not static.
   */
  static boolean isInnerMember(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement // the class of arrays has none
        && type.getNestingKind() == NestingKind.MEMBER
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC);
  }

  /** Tells whether the element is a final field that holds nothing mutable. */
  private boolean isConstant(@Nullable Element element) {
    if (element == null
        || element.getKind() != ElementKind.FIELD
        || !element.getModifiers().contains(Modifier.FINAL)) {
      return false;
    }
    Capability word = scope.context.capabilities.of(element);
    return word == Capability.VAL
        || word == Capability.TAG
        || CapabilityReader.has(element, "Shared")
        || CapabilityReader.has(element, "TrustedVal")
        || scope.context.immutableTypes.isShareable(element.asType())
        || scope.context.immutableTypes.isShared(element.asType())
        || !scope.summaries().held(element).regional();
  }

  /** Tells whether the element is a field or a method of an object. */
  private static boolean isInstanceMember(Element element) {
    return switch (element.getKind()) {
      case FIELD, METHOD ->
          !element.getModifiers().contains(Modifier.STATIC)
              && element.getEnclosingElement() instanceof TypeElement;
      default -> false;
    };
  }

  /** Tells whether {@code type} is the class under analysis or stands inside it. */
  private boolean isWithin(@Nullable Element type) {
    for (Element at = type; at != null; at = at.getEnclosingElement()) {
      if (at.equals(inner)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether the member is one of the class under analysis, by declaration or by inheritance.
   */
  private boolean belongsToInner(Element member) {
    Element owner = CapabilityReader.owner(member);
    if (isWithin(owner)) {
      return true;
    }
    return isInherited(owner);
  }

  /** Inherited by the inner class, or by a class inside it. */
  private boolean isInherited(Element owner) {
    return inner instanceof TypeElement type
        && owner instanceof TypeElement above
        && scope.context.capabilities.supertypes(type).contains(above);
  }
}
