package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.analysis.CheckerContext;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Nobody sees an immutable object before it is complete. */
public final class ConstructorEscapeCheck {
  /*
   * Why
   *   An immutable object promises that everybody sees the same in it. Java keeps that promise for final fields, but
   *   only once the constructor has ended. So a constructor must not hand out this:
   *
   *       @Val final class Entry {
   *         final String name;
   *         Entry(String name, Registry all) {
   *           all.add(this);                   // CAP206: another agent may read name, which is still null
   *           this.name = name;
   *         }
   *       }
   *
   * What counts as handing out
   *   Every use of this but two: one for a field of it, and one for a call of an own method, whose body is looked at in
   *   turn. A lambda or an anonymous class that uses a member keeps this, so that counts, too: nothing tells when it
   *   will run.
   *
   * Which classes
   *   Those that count as immutable for any reason: some by their word; records, enums and anonymous classes by what
   *   they hold. Whether a class counts does not depend on this rule, so a leak cannot switch it off.
   */

  private ConstructorEscapeCheck() {}

  /** Judges the constructors of a class that counts as immutable. */
  public static void declaration(Scope scope, ClassTree tree, TypeElement type) {
    if (!scope.context().options.enforces(Rule.IMMUTABLE_TYPES)) {
      return;
    }
    boolean immutable =
        CapabilityReader.direct(type) == Capability.VAL
            || (type.getKind() == ElementKind.RECORD
                && scope.context().immutableTypes.isShareable(type.asType()))
            || (type.getKind() == ElementKind.ENUM
                && scope.context().immutableTypes.offendingFields(type).isEmpty())
            || (type.getSimpleName().isEmpty()
                && scope.context().immutableTypes.isShareable(type.asType()));
    if (immutable) {
      report(scope, tree, type);
    }
  }

  /**
   * Tells whether the type would be val but for a leak in a constructor. Then the leak is the
   * fault, and is reported instead.
   */
  static boolean explains(Scope scope, TypeMirror type) {
    CheckerContext context = scope.context();
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)
        || !context.options.enforces(Rule.IMMUTABLE_TYPES)
        || !context.immutableTypes.couldBeVal(element)
        || !Objects.equals(
            CheckerContext.outermost(element), CheckerContext.outermost(scope.owner()))) {
      return false;
    }
    ClassTree tree = context.trees.getTree(element);
    return tree != null && report(scope, tree, element);
  }

  /**
   * Reports each leak in constructors, instance initialisers and the initialisers of fields; tells
   * whether there was one.
   */
  private static boolean report(Scope scope, ClassTree tree, TypeElement type) {
    var finder = new Finder(scope, tree, type);
    for (Tree member : tree.getMembers()) {
      switch (member) {
        case MethodTree method when method.getReturnType() == null ->
            finder.scan(method.getBody(), null);
        case BlockTree block when !block.isStatic() -> finder.scan(block, null);
        case VariableTree field
            when !field.getModifiers().getFlags().contains(Modifier.STATIC)
                && !isConstant(scope, field) ->
            finder.scan(field.getInitializer(), null);
        default -> {}
      }
    }
    return finder.found;
  }

  private static boolean isConstant(Scope scope, VariableTree field) {
    Element element = scope.element(field);
    return element != null && element.getKind() == ElementKind.ENUM_CONSTANT;
  }

  /** Finds uses of {@code this} other than for its own fields and methods. */
  private static final class Finder extends TreeScanner<Void, Void> {
    private final Scope scope;
    private final ClassTree owner;
    private final TypeElement type;
    private final Set<Element> visited = new HashSet<>();
    boolean found;

    Finder(Scope scope, ClassTree owner, TypeElement type) {
      this.scope = scope;
      this.owner = owner;
      this.type = type;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
      if (isThis(tree.getExpression())) {
        return null;
      }
      if (tree.getIdentifier().contentEquals("this")
          && type.equals(scope.element(tree.getExpression()))) {
        escape(tree);
        return null;
      }
      return super.visitMemberSelect(tree, null);
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void nothing) {
      scan(tree.getVariable(), null);
      return scan(tree.getExpression(), null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void nothing) {
      if (isThis(tree)) {
        escape(tree);
      }
      return null;
    }

    private static boolean isThis(ExpressionTree tree) {
      return tree instanceof IdentifierTree name && name.getName().contentEquals("this");
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
      scan(tree.getArguments(), null);
      ExpressionTree select = tree.getMethodSelect();
      if (select instanceof MemberSelectTree member && !isThis(member.getExpression())) {
        scan(member.getExpression(), null);
        return null;
      }
      // A call of an own method: look at its body. Constructors are looked at one by one.
      if (scope.element(tree) instanceof ExecutableElement method
          && method.getKind() == ElementKind.METHOD
          && !method.getModifiers().contains(Modifier.STATIC)
          && type.equals(method.getEnclosingElement())
          && visited.add(method)
          && scope.context().trees.getTree(method) != null) {
        scan(scope.context().trees.getTree(method).getBody(), null);
      }
      return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
      if (usesInstance(tree.getBody())) {
        escape(tree);
        return null;
      }
      return super.visitLambdaExpression(tree, null);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void nothing) {
      scan(tree.getArguments(), null);
      if (tree.getClassBody() != null && usesInstance(tree.getClassBody())) {
        escape(tree);
      }
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      return null;
    }

    /** Tells whether the body uses a field or a method of the object, and so keeps it. */
    private boolean usesInstance(Tree body) {
      boolean[] uses = {false};
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitIdentifier(IdentifierTree tree, Void nothing) {
          Element element = scope.element(tree);
          uses[0] |=
              element != null
                  && !element.getModifiers().contains(Modifier.STATIC)
                  && (element.getKind() == ElementKind.FIELD
                      || element.getKind() == ElementKind.METHOD)
                  && type.equals(element.getEnclosingElement());
          return null;
        }
      }.scan(body, null);
      return uses[0];
    }

    private void escape(Tree tree) {
      found = true;
      scope.error(
          DiagnosticCode.CAP206,
          tree,
          "'this' escapes from the constructor of "
              + (CapabilityReader.direct(type) == Capability.VAL
                  ? "@Val class "
                  : "immutable class ")
              + owner.getSimpleName()
              + " on line "
              + scope.line(tree)
              + ": others could see it before it is complete. Use a static factory method.");
    }
  }
}
