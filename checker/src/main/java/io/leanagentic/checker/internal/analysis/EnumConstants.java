package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * What the constants of an enum put into their fields. Since all constants are made in one place,
 * more is known about a field than its type says: that it holds a function without captures, or a
 * collection that cannot be written.
 */
public final class EnumConstants {
  /*
   * Why an enum is special
   *   enum Shape { ROUND(x -> x * x), FLAT(x -> x); final IntUnaryOperator area; ... }
   *
   *   By its fields' types, Shape is mutable: an IntUnaryOperator could be anything. But all of its constants are made
   *   in this class, so it is known what they hold: two lambdas that capture nothing.
   *
   * How
   *   First, find which parameters of its constructors are given something mutable by some constant, or by another
   *   constructor through this(...). This is repeated until nothing is added, as delegation may take several steps.
   *   Then each store to a field is judged with those parameters: in constructors, in initialisers, and in the bodies
   *   of single constants. The answer is a text for the message: the first store of something that can be written.
   *
   *   A field with a word, and one that is not final, is judged by its type as in any other class.
   */

  private final CheckerContext context;
  private final TypeElement enumeration;
  private final ClassTree tree;
  private final Scope scope;

  /** Parameters of constructors to which some constant gives something that can be written. */
  private final Set<Element> mutable = new HashSet<>();

  private String why = "";

  private EnumConstants(CheckerContext context, TypeElement enumeration) {
    this.context = context;
    this.enumeration = enumeration;
    this.tree = context.trees.getTree(enumeration);
    this.scope = context.scopeOf(enumeration);
  }

  /** What can be written in the constants of an enum that is compiled now; empty for nothing. */
  public static String whyMutable(CheckerContext context, TypeElement enumeration) {
    var constants = new EnumConstants(context, enumeration);
    context.diagnostics.withoutReporting(constants::look);
    return constants.why;
  }

  /** Finds what constructors are given, then what they store. */
  private void look() {
    int before;
    do {
      before = mutable.size();
      given();
    } while (mutable.size() > before);
    fields(scope, tree, "");
  }

  /** Looks at what constants, and constructors that call others, give to constructors. */
  private void given() {
    for (Tree member : tree.getMembers()) {
      if (member instanceof VariableTree constant
          && constant.getInitializer() instanceof NewClassTree creation
          && isConstant(constant)) {
        BodyAnalysis body = body(scope);
        give(body, scope.method(creation), creation.getArguments());
        ClassTree own = creation.getClassBody();
        if (own != null && scope.element(own) instanceof TypeElement type) {
          fields(
              scope.in(type, scope.root()),
              own,
              "constant " + enumeration.getSimpleName() + "." + constant.getName() + " has the ");
        }
      } else if (member instanceof MethodTree constructor && isConstructor(constructor)) {
        delegates(constructor);
      }
    }
  }

  /** Looks at what a constructor that begins with {@code this(...)} gives to the other one. */
  private void delegates(MethodTree constructor) {
    List<? extends StatementTree> statements = constructor.getBody().getStatements();
    for (StatementTree each : statements) {
      if (each instanceof ExpressionStatementTree statement
          && statement.getExpression() instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof IdentifierTree name
          && name.getName().contentEquals("this")) {
        BodyAnalysis body = body(scope);
        parameters(body, constructor);
        give(body, scope.method(call), call.getArguments());
      }
    }
  }

  /**
   * Notes the parameters that are given something mutable; of a variable arity, all arguments that
   * are left share the last one.
   */
  private void give(
      BodyAnalysis body,
      @Nullable ExecutableElement constructor,
      List<? extends ExpressionTree> arguments) {
    if (constructor == null) {
      return;
    }
    for (int i = 0; i < arguments.size(); i++) {
      AbstractValue value = body.expressions.eval(arguments.get(i));
      List<? extends VariableElement> parameters = constructor.getParameters();
      if (value.regional() && !parameters.isEmpty()) {
        mutable.add(parameters.get(Math.min(i, parameters.size() - 1)));
      }
    }
  }

  /** Looks at what the fields of a class are given where its objects are made. */
  private void fields(Scope in, ClassTree declaration, String prefix) {
    for (Tree member : declaration.getMembers()) {
      switch (member) {
        case VariableTree field
            when in.element(field) instanceof VariableElement element
                && !element.getModifiers().contains(Modifier.STATIC)
                && element.getKind() == ElementKind.FIELD -> {
          if (!element.getModifiers().contains(Modifier.FINAL)) {
            complain(prefix + "field " + path(element, prefix) + ", which is not final");
          } else if (field.getInitializer() != null) {
            run(in, body -> stored(element, body.expressions.eval(field.getInitializer()), prefix));
          }
        }
        case BlockTree block when !block.isStatic() ->
            run(
                in,
                body -> {
                  body.onStore = (field, value) -> stored(field, value, prefix);
                  body.statements.run(block);
                });
        case MethodTree constructor when isConstructor(constructor) ->
            run(
                in,
                body -> {
                  parameters(body, constructor);
                  body.onStore = (field, value) -> stored(field, value, prefix);
                  body.statements.run(constructor.getBody());
                });
        default -> {}
      }
    }
  }

  /** Notes that a field is given what can be written, unless somebody answers for the field. */
  private void stored(Element field, AbstractValue value, String prefix) {
    if (value.regional()
        && !CapabilityReader.has(field, "Shared")
        && !CapabilityReader.has(field, "TrustedVal")
        && context.capabilities.of(field) == io.leanagentic.checker.internal.type.Capability.NONE) {
      complain(
          prefix
              + "field "
              + path(field, prefix)
              + (prefix.isEmpty() ? " holds what may be written" : ""));
    }
  }

  private static String path(Element field, String prefix) {
    String owner = prefix.isEmpty() ? CapabilityReader.owner(field).getSimpleName() + "." : "";
    return owner + field.getSimpleName();
  }

  private void complain(String text) {
    if (why.isEmpty()) {
      why = text;
    }
  }

  /**
   * Declares the parameters of a constructor by what constants give them; an array is one that the
   * caller may keep.
   */
  private void parameters(BodyAnalysis body, MethodTree constructor) {
    for (VariableTree each : constructor.getParameters()) {
      Element parameter = scope.declared(each);
      boolean array = parameter.asType() instanceof javax.lang.model.type.ArrayType;
      AbstractValue value =
          mutable.contains(parameter) || array
              ? AbstractValue.ref(
                  RegionState.OUTER,
                  new Provenance(
                      Provenance.Cause.PARAMETER, parameter.getSimpleName().toString(), 0))
              : AbstractValue.IMM;
      body.state.put(parameter, body.expressions.normalise(parameter.asType(), value));
    }
  }

  private static BodyAnalysis body(Scope scope) {
    BodyAnalysis body = new BodyAnalysis(scope, null, null, false, true, false);
    body.constant = true;
    return body;
  }

  private static void run(Scope scope, Consumer<BodyAnalysis> code) {
    code.accept(body(scope));
  }

  private boolean isConstant(VariableTree field) {
    Element element = scope.element(field);
    return element != null && element.getKind() == ElementKind.ENUM_CONSTANT;
  }

  private boolean isConstructor(MethodTree method) {
    Element element = scope.element(method);
    return element != null
        && element.getKind() == ElementKind.CONSTRUCTOR
        && method.getBody() != null;
  }
}
