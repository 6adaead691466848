package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.leanagentic.checker.internal.analysis.StaticContents.Holds;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.Map;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** Analyses the bodies of one class: methods, constructors, initialisers. */
public final class ClassAnalysis {
  /*
   * Order of bodies
   *   Static fields first, so that a fault in one is reported where it is declared and not where it is used; then
   *   members in the order of the file. Each body begins with a state of its own. What is found in one body reaches
   *   another only through summaries and constants, never through a state, since methods may run in any order.
   *
   * Kinds of body
   *   A method knows its parameters by their words: @Iso is in a region of its own, everything else in region 0. An
   *   instance initialiser and a field's initialiser run in a constructor, a static one while its class is not yet
   *   visible to others.
   *
   *   Field initialisers are copied into each constructor by the compiler. Here they are walked once for errors. For
   *   the summary of a constructor they are walked as part of it, silently (initialiseSelf).
   *
   * Records
   *   A compact constructor assigns its parameters to the components when it ends. Those stores stand nowhere in the
   *   source; componentsOf makes them, so that
   *
   *       record Batch(@Val List<X> rows) { Batch { rows = List.copyOf(rows); } }
   *
   *   is judged by what rows is at the end.
   */

  private final Scope scope;

  public ClassAnalysis(Scope scope) {
    this.scope = scope;
  }

  /** Analyses all bodies; {@code captured} is what a local class sees from around it. */
  public void analyse(ClassTree tree, Map<VariableElement, AbstractValue> captured) {
    ImmutableCaptures.fitMember(scope, tree, scope.owner);
    // Static fields first: a fault in one is reported there, not at each use.
    for (Tree member : tree.getMembers()) {
      if (member instanceof VariableTree field
          && field.getModifiers().getFlags().contains(Modifier.STATIC)
          && !Exemptions.isUnchecked(scope, scope.element(field), field)) {
        field(field, captured);
      }
    }
    for (Tree member : tree.getMembers()) {
      switch (member) {
        case MethodTree method -> {
          if (!Exemptions.isUnchecked(scope, scope.element(method), method)) {
            method(method, captured);
          }
        }
        case VariableTree field -> {
          if (!field.getModifiers().getFlags().contains(Modifier.STATIC)
              && !Exemptions.isUnchecked(scope, scope.element(field), field)) {
            field(field, captured);
          }
        }
        case BlockTree block -> initialiser(block, captured);
        default -> {}
      }
    }
  }

  /** Walks a method that somebody wrote; those that javac adds, such as values(), are skipped. */
  private void method(MethodTree tree, Map<VariableElement, AbstractValue> captured) {
    if (tree.getBody() == null
        || !(scope.element(tree) instanceof ExecutableElement method)
        || scope.context.elements.getOrigin(method)
            != javax.lang.model.util.Elements.Origin.EXPLICIT) {
      return;
    }
    BodyAnalysis body = open(method);
    captured.forEach(body.state::put);
    for (VariableTree parameter : tree.getParameters()) {
      VariableElement variable = scope.declared(parameter);
      body.state.put(variable, parameter(body, variable, scope.line(parameter)));
    }
    run(tree, method, body);
  }

  /** Runs a method whose parameters are known. */
  void run(MethodTree tree, ExecutableElement method, BodyAnalysis body) {
    if (body.isMaking() && !callsAnother(tree)) {
      initialiseSelf(body);
    }
    body.statements.run(tree.getBody());
    if (body.state.alive()) {
      componentsOf(tree, method, body);
      if (body.onExit != null) {
        body.onExit.leave(body.state, null);
      }
    }
  }

  /** Tells whether a constructor begins with {@code this(...)}. */
  static boolean callsAnother(MethodTree constructor) {
    return constructor.getBody().getStatements().stream()
        .anyMatch(statement ->
            statement instanceof ExpressionStatementTree call
                && call.getExpression() instanceof MethodInvocationTree invocation
                && invocation.getMethodSelect() instanceof IdentifierTree name
                && name.getName().contentEquals("this"));
  }

  /** Walks what the initialisers of fields and the blocks give to the object that is made. */
  private void initialiseSelf(BodyAnalysis body) {
    for (Tree member : scope.context.trees.getTree(scope.owner).getMembers()) {
      if (member instanceof BlockTree block && !block.isStatic()) {
        body.statements.run(block);
      } else if (member instanceof VariableTree field
          && field.getInitializer() != null
          && !field.getModifiers().getFlags().contains(Modifier.STATIC)
          && scope.element(field) instanceof VariableElement element
          && element.getKind() == ElementKind.FIELD) {
        AbstractValue value = body.expressions.eval(field.getInitializer());
        if (body.onStore != null) {
          body.onStore.accept(element, value);
        }
        keep(body, element, value);
      }
    }
  }

  /** For a summary: the new object reaches what it was given, unless it only knows its identity. */
  private void keep(BodyAnalysis body, VariableElement part, AbstractValue value) {
    if (body.isMaking()
        && value.regional()
        && scope.context.capabilities.of(part) != Capability.TAG) {
      Provenance why = new Provenance(Provenance.Cause.STORED, part.getSimpleName().toString(), 0);
      body.state.merge(body.self().region(), value.region(), why);
    }
  }

  /** A body for the method, with what its declaration says of its result and its receiver. */
  BodyAnalysis open(ExecutableElement method) {
    boolean isVoid = method.getReturnType().getKind() == TypeKind.VOID;
    boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    var body =
        new BodyAnalysis(
            scope,
            isVoid || constructor ? null : scope.context.capabilities.of(method),
            method.getReturnType(),
            !isStatic && !constructor && scope.context.capabilities.declaresReadOnly(method),
            constructor,
            false);
    body.method = method;
    return body;
  }

  /** What a parameter is to its method. */
  AbstractValue parameter(BodyAnalysis body, VariableElement variable, int line) {
    Provenance why =
        new Provenance(Provenance.Cause.PARAMETER, variable.getSimpleName().toString(), line);
    AbstractValue value =
        switch (scope.context.capabilities.of(variable)) {
          case ISO -> owned(body, why);
          case SENDING ->
              // What is sent as an Object may be val: that type does not rule it out.
              ExpressionAnalysis.isObject(variable.asType())
                  ? owned(body, why).withTrait(AbstractValue.FROZEN)
                  : owned(body, why);
          case VAL -> body.expressions.named(variable);
          case TAG -> AbstractValue.TAG;
          case BOX -> AbstractValue.box(RegionState.OUTER, why);
          case NONE -> AbstractValue.ref(RegionState.OUTER, why);
        };
    return body.expressions.normalise(
        variable.asType(), body.expressions.holding(variable.asType(), value));
  }

  /** The value of a parameter that owns it: in a region that nothing else reaches. */
  private AbstractValue owned(BodyAnalysis body, Provenance why) {
    return scope.enforces(Rule.MOVE)
        ? AbstractValue.ref(body.state.fresh())
        : AbstractValue.ref(RegionState.OUTER, why);
  }

  /** A compact constructor stores its parameters in the components when it ends. */
  private void componentsOf(MethodTree tree, ExecutableElement method, BodyAnalysis body) {
    if (method.getKind() != ElementKind.CONSTRUCTOR
        || !(method.getEnclosingElement() instanceof TypeElement owner)
        || owner.getKind() != ElementKind.RECORD
        || !scope.context.elements.isCompactConstructor(method)) {
      return;
    }
    for (VariableTree parameter : tree.getParameters()) {
      VariableElement variable = scope.declared(parameter);
      AbstractValue value =
          body.requirements.usable(body.state, parameter, body.state.get(variable));
      keep(body, variable, value);
      if (body.onStore != null) {
        Element field = MethodSummaries.field(owner, variable.getSimpleName());
        if (field != null) {
          body.onStore.accept(field, value);
        }
      }
      for (RecordComponentElement component : owner.getRecordComponents()) {
        if (component.getSimpleName().equals(variable.getSimpleName())
            && scope.context.capabilities.of(component) == Capability.VAL) {
          body.requirements.fills(parameter, value, variable.asType(), variable);
        }
      }
    }
  }

  /**
   * Walks the initialiser of a field, and judges its value by the field's word. A static field is
   * judged where it is read, by what it holds.
   */
  private void field(VariableTree tree, Map<VariableElement, AbstractValue> captured) {
    if (!(scope.element(tree) instanceof VariableElement field)) {
      return;
    }
    boolean isStatic = field.getModifiers().contains(Modifier.STATIC);
    if (tree.getInitializer() == null || field.getKind() == ElementKind.ENUM_CONSTANT) {
      if (field.getKind() == ElementKind.ENUM_CONSTANT && tree.getInitializer() != null) {
        initialise(true, body -> body.expressions.eval(tree.getInitializer()), captured);
      }
      return;
    }
    initialise(
        isStatic,
        body -> {
          AbstractValue value = body.expressions.eval(tree.getInitializer());
          if (value.has(AbstractValue.ERROR) || field.asType().getKind().isPrimitive()) {
            return;
          }
          switch (scope.context.capabilities.of(field)) {
            case VAL ->
                body.requirements.fills(
                    tree.getInitializer(), value, scope.type(tree.getInitializer()), field);
            case BOX -> body.requirements.readable(tree.getInitializer(), value);
            case TAG -> {}
            default -> {
              if (!isStatic
                  && !CapabilityReader.has(field, "TrustedVal")
                  && !body.expressions.fields().holdsView(field, value)) {
                body.requirements.plain(tree.getInitializer(), value, field);
              }
            }
          }
        },
        captured);
  }

  private void initialiser(BlockTree block, Map<VariableElement, AbstractValue> captured) {
    initialise(block.isStatic(), body -> body.statements.run(block), captured);
  }

  /** Walks code that runs while an object, or a class, is made. */
  private void initialise(
      boolean isStatic, Consumer<BodyAnalysis> code, Map<VariableElement, AbstractValue> captured) {
    BodyAnalysis body = new BodyAnalysis(scope, null, null, false, true, false);
    body.initialising = isStatic;
    captured.forEach(body.state::put);
    code.accept(body);
  }

  /** What a static final field holds, by its initialiser or the static blocks of its class. */
  public static Holds holds(CheckerContext context, VariableElement field) {
    TypeElement owner = CapabilityReader.ownerType(field);
    ClassTree declaration = context.trees.getTree(owner);
    Holds[] found = {Holds.MUTABLE};
    ClassAnalysis bodies = new ClassAnalysis(context.scopeOf(owner));
    context.diagnostics.withoutReporting(() -> {
      if (context.trees.getTree(field) instanceof VariableTree tree
          && tree.getInitializer() != null) {
        bodies.initialise(
            true,
            body -> {
              AbstractValue value = body.expressions.eval(tree.getInitializer());
              found[0] = body.expressions.fields().holds(field, tree.getInitializer(), value);
            },
            Map.of());
      } else {
        found[0] =
            context.statics.given(
                field,
                () -> {
                  for (Tree member : declaration.getMembers()) {
                    if (member instanceof BlockTree block && block.isStatic()) {
                      bodies.initialiser(block, Map.of());
                    }
                  }
                });
      }
    });
    return found[0];
  }
}
