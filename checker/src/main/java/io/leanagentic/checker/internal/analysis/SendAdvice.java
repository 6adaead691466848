package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import io.leanagentic.checker.internal.type.ValForms;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The advice in an error: what to do about a value that cannot go where it is put.
 *
 * <p>Advice is code that compiles, where that can be known: {@code List.copyOf(rows)} only if rows
 * holds nothing mutable, else the page about copying. Where a word on a declaration would help, the
 * declaration is named with its file and line, if it is compiled now. {@code MessagesTest} tests
 * every text.
 */
final class SendAdvice {
  private final Scope scope;

  SendAdvice(Scope scope) {
    this.scope = scope;
  }

  String reason(Provenance why, Tree tree) {
    String name = Scope.text(tree);
    String copy = copy(tree);
    String line = why.line() == 0 ? "" : " on line " + why.line();
    return switch (why.cause()) {
      case PARAMETER -> isOfTurn(tree, why.name()) ? ofTurn(why.name()) : parameter(why, name);
      case THIS ->
          isAgent(scope.owner)
              ? "it is, or reaches, the agent itself. Send its AgentRef or a copy of what is needed."
              : "it is, or reaches, 'this', which stays here. Copy what it needs into local variables"
                  + " before.";
      case STORED -> "it is reachable from '" + why.name() + "' (stored" + line + "). " + copy;
      case EXCEPTION ->
          "it is a caught exception, which may carry state of others. Send its message or a val"
              + " snapshot.";
      case STATIC -> "it comes from a static field, which all agents share. Send a copy.";
      case SHARED ->
          "it comes from '"
              + why.name()
              + "' of something @Shared, which may still hold it. Send a copy, or give the result"
              + " of '"
              + why.name()
              + "' @Iso or @Val.";
      case FUNCTION ->
          "it comes from '"
              + why.name()
              + "' of a @Val interface, whose implementation may still hold it. Send a copy, or"
              + " give the result of '"
              + why.name()
              + "' @Iso or @Val.";
      case UNKNOWN_CODE ->
          "it comes from '"
              + why.name()
              + "', which was not compiled with the checker. Use Cap.assumeIso(...) if that keeps"
              + " nothing, or add it to a table.";
      default ->
          "it is reachable from this agent's state"
              + (why.line() == 0 ? "" : " (stored" + line + ")")
              + ". "
              + copy;
    };
  }

  private static String parameter(Provenance why, String name) {
    boolean itself = why.name().equals(name);
    return "it is "
        + (itself ? "a parameter" : "part of the parameter '" + why.name() + "'")
        + ": mark "
        + (itself ? "it" : "that")
        + " @Iso"
        + (why.line() == 0 ? "" : " (line " + why.line() + ")")
        + " so that the caller gives it up.";
  }

  private static String ofTurn(String name) {
    return "it reaches '"
        + name
        + "', which only this agent's own turn may use. Take the address out before (var self = "
        + name
        + ".self();) and use that.";
  }

  /** Whether a parameter around {@code use} is what an agent is given for its turns. */
  private boolean isOfTurn(Tree use, String name) {
    for (TreePath at = scope.context.trees.getPath(scope.unit, use);
        at != null;
        at = at.getParentPath()) {
      List<? extends VariableTree> parameters =
          switch (at.getLeaf()) {
            case MethodTree method -> method.getParameters();
            case LambdaExpressionTree lambda -> lambda.getParameters();
            default -> List.of();
          };
      for (VariableTree parameter : parameters) {
        if (parameter.getName().contentEquals(name)) {
          return scope.element(parameter) instanceof VariableElement variable
              && OF_TURN.contains(scope.context.types.erasure(variable.asType()).toString());
        }
      }
    }
    return false;
  }

  /** Whether {@code type}, or one that it is within, is the class of an agent. */
  private boolean isAgent(Element type) {
    TypeElement behavior = scope.context.elements.getTypeElement("io.leanagentic.Behavior");
    for (Element at = type; at != null && behavior != null; at = at.getEnclosingElement()) {
      if (at instanceof TypeElement
          && scope.context.types.isSubtype(
              scope.context.types.erasure(at.asType()),
              scope.context.types.erasure(behavior.asType()))) {
        return true;
      }
    }
    return false;
  }

  private static final Set<String> OF_TURN =
      Set.of("io.leanagentic.AgentContext", "io.leanagentic.Mailbox");

  private static final String HOW = "docs/guide/how-to-copy.md";

  /** What to send instead: code that compiles, where that can be known. */
  String copy(Tree tree) {
    if (tree instanceof NewClassTree || tree instanceof MethodInvocationTree) {
      return "Copy the mutable parts that it still shares too (" + HOW + ").";
    }
    String copied = copyOf(tree, scope.type(tree), false);
    return "Send a copy ("
        + (copied.isEmpty() ? HOW : copied)
        + "), or keep it in a Slot and take() it.";
  }

  /** What may be in a static field instead of something mutable. */
  String shared(TypeMirror type) {
    String instead = ValForms.instead(scope.context.types, type);
    String makers = ValForms.makers(scope.context.types, type);
    return (instead.isEmpty() ? "Make it val (" : "Use " + instead + " instead, make it val (")
        + makers
        + (makers.startsWith("Map") ? "), use a ConcurrentHashMap" : ")")
        + ", or put it in an agent.";
  }

  /** What to write instead of something that may only be read. */
  String own(Tree tree, AbstractValue value) {
    if (value.has(AbstractValue.SELF)) {
      return "Write something else, or take @ReadOnly from the method.";
    }
    String copied = copyOf(tree, scope.type(tree), false);
    return "Write a copy (" + (copied.isEmpty() ? HOW : copied) + ").";
  }

  /** An expression that copies what holds nothing mutable; empty if a copy takes more than that. */
  String copyOf(Tree tree, TypeMirror type, boolean val) {
    boolean named =
        tree instanceof IdentifierTree
            || tree instanceof MemberSelectTree
            || (tree instanceof MethodInvocationTree call && call.getArguments().isEmpty());
    if (!named) {
      return "";
    }
    if (!val
        && type instanceof ArrayType array
        && scope.context.immutableTypes.isShareable(array.getComponentType())) {
      return tree + ".clone()";
    }
    if (!(type instanceof DeclaredType declared)
        || declared.getTypeArguments().isEmpty()
        || !declared.getTypeArguments().stream()
            .allMatch(scope.context.immutableTypes::isShareableAsWritten)) {
      return "";
    }
    return switch (((TypeElement) declared.asElement()).getQualifiedName().toString()) {
      case "java.util.List", "java.util.ArrayList" ->
          (val ? "List.copyOf(" : "new ArrayList<>(") + tree + ")";
      case "java.util.Set", "java.util.HashSet" ->
          (val ? "Set.copyOf(" : "new HashSet<>(") + tree + ")";
      case "java.util.Map", "java.util.HashMap" ->
          (val ? "Map.copyOf(" : "new HashMap<>(") + tree + ")";
      default -> "";
    };
  }

  /** How to get something immutable out of what is mutable. */
  String frozen(Tree tree, TypeMirror type) {
    if (type instanceof DeclaredType declared
        && scope.context.immutableFunctions.isFunction(declared)) {
      return "Write a lambda that captures only val, tags and what is shared.";
    }
    String copied = copyOf(tree, type, true);
    return copied.isEmpty()
        ? "Freeze it (Cap.freeze) if nothing else reaches it, or copy it (" + HOW + ")."
        : "Copy it: " + copied + ".";
  }

  /** Where a parameter is declared that could promise to be val. */
  String parameter(Tree tree, AbstractValue value) {
    return tree instanceof IdentifierTree
            && value.note() != null
            && value.note().cause() == Provenance.Cause.PARAMETER
            && scope.element(tree) instanceof VariableElement parameter
        ? " Or mark '" + parameter.getSimpleName() + "' @Val" + scope.context.place(parameter) + "."
        : "";
  }

  /** The word that a declaration needs to take what is val, box or a tag, and where it is. */
  String word(Element place, String is) {
    if (!scope.context.isSource(place)) {
      return "";
    }
    String word =
        switch (is) {
          case "val" -> "@Val";
          case "box" -> "@Box";
          default -> "@Tag";
        };
    return place.getKind() != ElementKind.PARAMETER || word.equals("@Tag")
        ? scope.context.mark(place, word)
        : " If '"
            + place.getSimpleName()
            + "' is only read there, mark it @Box"
            + (word.equals("@Val") ? ", or @Val if it is kept" : "")
            + scope.context.place(place)
            + ".";
  }

  /** Where the local variable is declared that a lambda captured; {@code tree} uses it. */
  String captured(Tree tree, String name) {
    Element variable = scope.element(root(tree));
    return variable != null && variable.getSimpleName().contentEquals(name)
        ? scope.context.place(variable)
        : "";
  }

  /** What lets a lambda own its parameter, which {@code tree} uses. */
  String owned(Tree tree) {
    Element parameter = lentBy(root(tree));
    return parameter != null && scope.context.isSource(parameter)
        ? "Send a copy." + scope.context.mark(" Or mark ", parameter, "@Iso")
        : "Send a copy, or use a functional interface whose parameter is @Iso.";
  }

  /**
   * The parameter of the functional interface that a lambda's own parameter stands for; {@code use}
   * is a use of that. Null if it is none.
   */
  private @Nullable Element lentBy(Tree use) {
    Element variable = scope.element(use);
    for (TreePath at = scope.context.trees.getPath(scope.unit, use);
        at != null;
        at = at.getParentPath()) {
      if (at.getLeaf() instanceof LambdaExpressionTree lambda) {
        int place = lambda.getParameters().stream().map(scope::element).toList().indexOf(variable);
        ExecutableElement called =
            place < 0
                ? null
                : FunctionalTypes.functionalMethod(scope.context.capabilities, scope.type(lambda));
        if (called != null) {
          return called.getParameters().get(place);
        }
      }
    }
    return null;
  }

  /** The name that an expression begins with: {@code x} of {@code x.y.z()}. */
  private static Tree root(Tree tree) {
    return switch (tree) {
      case ParenthesizedTree inner -> root(inner.getExpression());
      case MemberSelectTree select -> root(select.getExpression());
      case MethodInvocationTree call -> root(call.getMethodSelect());
      case ArrayAccessTree access -> root(access.getExpression());
      case TypeCastTree cast -> root(cast.getExpression());
      default -> tree;
    };
  }
}
