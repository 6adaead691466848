package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * What is inferred about constructors, and about methods that cannot be overridden, from bodies
 * that are compiled now.
 */
public final class MethodSummaries {
  /*
   * What is inferred
   *     of          which inputs a method connects with each other, its receiver and its result
   *     given       whether it manages with arguments that may only be read, and what it then gives back
   *     copies      whether a record's constructor copies what it is given for a component
   *     held        what a final field holds, by all that constructors give it
   *     isReadOnly  whether a method without @ReadOnly writes nothing of its receiver
   *
   *   Each is found by walking the body once more, with parameters chosen for the question and without reporting. All
   *   five share that walk and its assumptions, which is why the class is long.
   *
   * Which methods
   *   Those whose own body is sure to run: constructors, and methods that are static, private, final or of a class that
   *   nobody can extend. The body of a method that can be overridden tells nothing, even if nobody overrides it now, as
   *   the next class to be compiled may. A private class is closed if no class of its file extends it, since no other
   *   can. Bodies inside a method are left out: they see names of that method, which a walk from outside does not know.
   *
   * Example
   *       static void link(Node from, Node to) { from.next = to; }     // connects 0 and 1, returns nothing
   *       static int size(List<Node> nodes) { return nodes.size(); }   // connects nothing: nodes can be sent later
   *
   *   As far as its declaration tells, size could keep nodes, and every call would tie its argument to the agent.
   *
   * Recursion
   *   What a method connects is a least fixed point: first it is assumed to connect nothing, then what the walk found,
   *   until a walk finds no more. What a method may be given is a greatest one: meanwhile it is assumed to be right.
   *   Findings about other methods that rest on an assumption which did not hold are dropped.
   *
   *   Both are sound for the same reason: the last walk confirms exactly the assumption that it was made under. The
   *   first ends because a summary only grows, and has no more pairs than its parameters, squared.
   */

  /**
   * One question about a method: the arguments that may only be read, by the numbers of their
   * parameters.
   */
  private record Given(ExecutableElement method, Map<Integer, ReferenceKind> arguments) {}

  /** What is assumed about a method while its body is walked. */
  private static final class Assumption {
    @Nullable MethodSummary summary;
    boolean used;
  }

  private final CheckerContext context;
  private final Map<ExecutableElement, @Nullable MethodSummary> summaries = new HashMap<>();
  private final Map<ExecutableElement, Assumption> open = new HashMap<>();
  private final Map<Object, Boolean> verdicts = new HashMap<>();
  private final Map<Given, ReferenceKind> results = new HashMap<>();
  private final Map<Given, Map<VariableElement, ReferenceKind>> lends = new HashMap<>();
  private final IdentityHashMap<TypeElement, Map<Element, AbstractValue>> fields =
      new IdentityHashMap<>();
  private final IdentityHashMap<TypeElement, Set<Element>> extended = new IdentityHashMap<>();

  public MethodSummaries(CheckerContext context) {
    this.context = context;
  }

  /** What a call of {@code method} connects, or null if that is not known. */
  @Nullable MethodSummary of(ExecutableElement method) {
    if (summaries.containsKey(method)) {
      return summaries.get(method);
    }
    Assumption mine = open.get(method);
    if (mine != null) {
      mine.used = true;
      return mine.summary;
    }
    if (bodyOf(method) == null || CapabilityReader.has(method, "CapUnchecked")) {
      summaries.put(method, null);
      return null;
    }
    mine = new Assumption();
    mine.summary = new MethodSummary(method.getParameters().size());
    open.put(method, mine);
    Set<ExecutableElement> before = Set.copyOf(summaries.keySet());
    MethodSummary found;
    try {
      for (; ; ) {
        mine.used = false;
        found = infer(method);
        if (!mine.used || found.isWithin(mine.summary)) {
          break;
        }
        mine.summary = found;
        summaries.keySet().retainAll(before);
      }
    } finally {
      open.remove(method);
    }
    if (context.statics.isAssuming() || open.values().stream().anyMatch(each -> each.used)) {
      summaries.keySet().retainAll(before);
    } else {
      summaries.put(method, found);
    }
    return found;
  }

  /** One round: what the body connects, given what is assumed about the methods being walked. */
  private MethodSummary infer(ExecutableElement method) {
    var summary = new MethodSummary(method.getParameters().size());
    context.diagnostics.withoutReporting(() -> look(method, Map.of(), summary, null));
    return summary;
  }

  /** Walks the body of a method, of which some arguments may only be read. */
  private void look(
      ExecutableElement method,
      Map<Integer, ReferenceKind> given,
      MethodSummary summary,
      @Nullable BiConsumer<Element, AbstractValue> onStore) {
    look(method, given, summary, onStore, null);
  }

  private void look(
      ExecutableElement method,
      Map<Integer, ReferenceKind> given,
      MethodSummary summary,
      @Nullable BiConsumer<Element, AbstractValue> onStore,
      @Nullable Map<VariableElement, ReferenceKind> lends) {
    ClassAnalysis bodies = new ClassAnalysis(context.scopeOf(CapabilityReader.ownerType(method)));
    BodyAnalysis body = bodies.open(method);
    body.flowsOn = !given.isEmpty();
    body.onStore = onStore;
    body.lends = lends;
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      body.makes();
    }
    List<MethodSummary.Initial> initial = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      AbstractValue value = bodies.parameter(body, parameter, 0);
      ReferenceKind kind = given.get(i);
      if (kind == ReferenceKind.VAL) {
        value = body.expressions.normalise(parameter.asType(), AbstractValue.VAL);
      } else if (kind == ReferenceKind.SHARED) {
        value = AbstractValue.SHARED.withTrait(AbstractValue.LOCKED);
      } else if (value.regional() || kind != null) {
        int region = body.state.fresh();
        value =
            kind == ReferenceKind.BOX
                ? body.expressions.normalise(parameter.asType(), AbstractValue.box(region, null))
                : value.withRegion(region).withNote(null);
      }
      if (value.regional()) {
        var each = new MethodSummary.Initial(i);
        initial.add(each);
        body.state.put(each, value);
      }
      body.state.put(parameter, value);
    }
    body.onExit = (state, result) -> summary.exit(state, body.made(state, result), initial);
    bodies.run(context.trees.getTree(method), method, body);
  }

  /**
   * What the method returns if {@code arguments} may only be read: val, box, or ref if that does
   * not depend on them. Null if it needs more of them.
   */
  @Nullable ReferenceKind given(ExecutableElement method, Map<Integer, ReferenceKind> arguments) {
    var key = new Given(method, arguments);
    boolean fits =
        holds(
            key,
            () -> {
              MethodTree declaration = bodyOf(method);
              if (declaration == null
                  || declaration.getBody().getStatements().isEmpty() // What is it there for?
                  || CapabilityReader.has(method, "CapUnchecked")) {
                return false;
              }
              var summary = new MethodSummary(method.getParameters().size());
              Map<VariableElement, ReferenceKind> lent = new HashMap<>();
              boolean silent =
                  context.diagnostics.tryAnalyse(
                      () -> look(method, arguments, summary, null, lent));
              results.put(key, summary.result());
              lends.put(key, lent);
              return silent && summary.result() != ReferenceKind.TAG;
            });
    return fits ? results.getOrDefault(key, ReferenceKind.VAL) : null;
  }

  /**
   * What a function, which is a parameter, is given of {@code arguments} that may only be read;
   * null for nothing.
   */
  @Nullable ReferenceKind lent(
      ExecutableElement method, Map<Integer, ReferenceKind> arguments, VariableElement parameter) {
    Map<VariableElement, ReferenceKind> known = lends.get(new Given(method, arguments));
    if (known != null) {
      return known.get(parameter);
    }
    return ArgumentRetention.isFunction(parameter.asType())
        ? ReferenceKind.BOX
        : null; // It is being walked.
  }

  /**
   * Tells whether a record's constructor copies what it is given for a component, rather than
   * keeping it.
   */
  boolean copies(ExecutableElement constructor, int parameter) {
    return constructor.getKind() == ElementKind.CONSTRUCTOR
        && CapabilityReader.owner(constructor).getKind() == ElementKind.RECORD
        && holds(
            List.of(constructor, parameter),
            () -> {
              if (bodyOf(constructor) == null) {
                return false;
              }
              var summary = new MethodSummary(constructor.getParameters().size());
              return context.diagnostics.tryAnalyse(
                      () -> look(constructor, Map.of(parameter, ReferenceKind.BOX), summary, null))
                  && !summary.connects(parameter);
            });
  }

  /**
   * What a final field holds, by all that is given to it: something immutable, something shared, or
   * something that may be written.
   */
  AbstractValue held(Element field) {
    if (!field.getModifiers().contains(Modifier.FINAL)
        || !(field.getEnclosingElement() instanceof TypeElement owner)) {
      return WRITTEN;
    }
    Map<Element, AbstractValue> known = fields.get(owner);
    if (known == null) {
      fields.put(owner, Map.of()); // Meanwhile all of them may be written.
      known = inferFields(owner);
      fields.put(owner, known);
    }
    return known.getOrDefault(field, WRITTEN);
  }

  /** Tells whether a final field, or that of a record's accessor, holds nothing mutable. */
  boolean holdsImmutable(Element named) {
    Element field = named.getKind() == ElementKind.METHOD ? fieldOf(named) : named;
    return field != null
        && field.getKind() == ElementKind.FIELD
        && held(field).kind() == ReferenceKind.IMM;
  }

  /** The field behind an accessor that nobody wrote, or null. */
  private @Nullable VariableElement fieldOf(Element accessor) {
    if (context.trees.getTree(accessor) != null
        || !CapabilityReader.isRecordAccessor((ExecutableElement) accessor)) {
      return null;
    }
    return field(CapabilityReader.ownerType(accessor), accessor.getSimpleName());
  }

  /** The field of that name; null if the class declares none. */
  static @Nullable VariableElement field(TypeElement owner, Name name) {
    for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
      if (field.getSimpleName().equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** Something that may be written. */
  private static final AbstractValue WRITTEN = AbstractValue.ref(RegionState.OUTER);

  /** What a field holds that is given one or the other. */
  private static AbstractValue either(AbstractValue left, AbstractValue right) {
    ReferenceKind kind = left.kind().join(right.kind());
    if (kind != ReferenceKind.IMM && kind != ReferenceKind.SHARED) {
      return WRITTEN;
    }
    boolean locked = left.has(AbstractValue.LOCKED) || right.has(AbstractValue.LOCKED);
    AbstractValue plain = kind == ReferenceKind.IMM ? AbstractValue.IMM : AbstractValue.SHARED;
    return locked ? plain.withTrait(AbstractValue.LOCKED) : plain;
  }

  /**
   * What all constructors that do not call another give to the fields of a class.
   *
   * <p>If a constructor is not in sight, nothing is known; nor for an enum, whose fields {@code
   * EnumConstants} judges.
   */
  private Map<Element, AbstractValue> inferFields(TypeElement owner) {
    Map<Element, AbstractValue> found = new HashMap<>();
    for (ExecutableElement constructor :
        ElementFilter.constructorsIn(owner.getEnclosedElements())) {
      MethodTree tree = bodyOf(constructor);
      boolean plain = owner.getKind() == ElementKind.CLASS || owner.getKind() == ElementKind.RECORD;
      if (!plain || tree == null) {
        return Map.of();
      }
      if (!ClassAnalysis.callsAnother(tree)) {
        var unused = new MethodSummary(constructor.getParameters().size());
        context.diagnostics.withoutReporting(() ->
            look(
                constructor,
                Map.of(),
                unused,
                (field, value) ->
                    found.merge(
                        field,
                        value.has(AbstractValue.ERROR) ? WRITTEN : either(value, value),
                        MethodSummaries::either)));
      }
    }
    return context.statics.isAssuming() ? Map.of() : found;
  }

  /** A verdict, which is assumed to be yes while it is being reached. */
  private boolean holds(Object key, BooleanSupplier finding) {
    Boolean known = verdicts.get(key);
    if (known == null) {
      verdicts.put(key, true);
      Set<Object> before = Set.copyOf(verdicts.keySet());
      known = finding.getAsBoolean();
      if (!known) {
        verdicts.keySet().retainAll(before); // What rests on that assumption is dropped.
      }
      verdicts.put(key, known);
    }
    return known;
  }

  /**
   * The declaration of a method whose own body is sure to run; null if there is none in sight. A
   * canonical constructor that nobody wrote is left out, as it keeps all that it is given.
   */
  private @Nullable MethodTree bodyOf(ExecutableElement method) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner)
        || !(isClosed(method) || isClosedHere(method))
        || !context.isChecked(owner)
        || isLocal(owner)) {
      return null;
    }
    if (method.getKind() == ElementKind.CONSTRUCTOR
        && owner.getKind() == ElementKind.RECORD
        && context.elements.getOrigin(method) != Elements.Origin.EXPLICIT) {
      return null; // It keeps all it is given.
    }
    MethodTree tree = context.trees.getTree(method);
    return tree == null || tree.getBody() == null ? null : tree;
  }

  /** Tells whether the class is inside a body, and so sees names that are not known here. */
  private static boolean isLocal(TypeElement type) {
    for (TypeElement at = type; ; ) {
      if (at.getNestingKind() == NestingKind.LOCAL
          || at.getNestingKind() == NestingKind.ANONYMOUS) {
        return true;
      }
      if (!(at.getEnclosingElement() instanceof TypeElement above)) {
        return false;
      }
      at = above;
    }
  }

  /** Tells whether the body of a method writes nothing of its receiver. */
  public boolean isReadOnly(ExecutableElement method) {
    return holds(method, () -> inferReadOnly(method));
  }

  /**
   * Walks the body with a receiver that may only be read. A constructor writes its object by its
   * nature.
   */
  private boolean inferReadOnly(ExecutableElement method) {
    MethodTree declaration = bodyOf(method);
    if (declaration == null || method.getKind() == ElementKind.CONSTRUCTOR) {
      return false;
    }
    TypeElement owner = CapabilityReader.ownerType(method);
    Scope scope = context.scopeOf(owner);
    return context.diagnostics.tryAnalyse(() -> {
      BodyAnalysis body =
          new BodyAnalysis(
              scope,
              method.getReturnType().getKind() == javax.lang.model.type.TypeKind.VOID
                  ? null
                  : context.capabilities.of(method),
              method.getReturnType(),
              true,
              false,
              false);
      ClassAnalysis bodies = new ClassAnalysis(scope);
      method.getParameters().forEach(p -> body.state.put(p, bodies.parameter(body, p, 0)));
      body.statements.run(declaration.getBody());
    });
  }

  /** Tells whether the class is private and has no subclass: one could only be in this file. */
  private boolean isClosedHere(ExecutableElement method) {
    return method.getKind() == ElementKind.METHOD
        && method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.CLASS
        && owner.getModifiers().contains(Modifier.PRIVATE)
        && context.isSource(owner)
        && !extended(owner).contains(owner);
  }

  /** The classes that some class of the same file extends. */
  private Set<Element> extended(TypeElement type) {
    TypeElement top = Objects.requireNonNull(CheckerContext.outermost(type));
    Set<Element> known = extended.get(top);
    if (known == null) {
      var found = new HashSet<Element>();
      TreePath root = context.scopeOf(top).root();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
          if (context.trees.getElement(new TreePath(root, tree)) instanceof TypeElement type
              && type.getSuperclass() instanceof DeclaredType above) {
            found.add(above.asElement());
          }
          return super.visitClass(tree, null);
        }
      }.scan(root.getLeaf(), null);
      extended.put(top, found);
      known = found;
    }
    return known;
  }

  /** Tells whether no other method can run instead of this one. */
  static boolean isClosed(ExecutableElement method) {
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      return true;
    }
    if (method.getKind() != ElementKind.METHOD) {
      return false;
    }
    var modifiers = method.getModifiers();
    return modifiers.contains(Modifier.PRIVATE)
        || modifiers.contains(Modifier.FINAL)
        || modifiers.contains(Modifier.STATIC)
        || CapabilityReader.owner(method).getModifiers().contains(Modifier.FINAL)
        || CapabilityReader.owner(method).getKind() == ElementKind.RECORD;
  }
}
