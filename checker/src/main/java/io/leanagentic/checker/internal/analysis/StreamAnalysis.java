package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Streams and optionals: what flows through their steps. */
final class StreamAnalysis {
  /*
   * Problem
   *   A stream is lazy and shows its source. So by the general rule all that comes out of it would be part of the
   *   source:
   *
   *       List<Line> copies = lines.stream().map(Line::copy).toList();
   *       out.signal(copies);      // must be allowed: the lines stay here
   *
   *   What matters is whether the objects that flow are new. Three traits of a stream's value follow them through its
   *   steps:
   *
   *       FREE_PARTS   what flows is not part of the stream's region: it was new or val where it came from
   *       NEW_PARTS    each object was made for this stream, by the function given to map
   *       VAL_PARTS    what flows is val, so that steps may only read it
   *
   * Steps
   *   map and mapToObj with a function that returns new objects start afresh, whatever flows in. The other steps keep
   *   what is known, as long as each function they are given captures nothing mutable and returns nothing that belongs
   *   to others: a filter that stores an element in a captured list would connect it. The stream itself stays in the
   *   region of its source, which it reads until its end. Only the result of the last step is apart from the source.
   *   An iterator is no such result: it is the lazy stream in another form.
   *
   * Collectors
   *   A collector is judged by its parts. mapping, groupingBy and the like return new objects if the functions that
   *   make keys and values do; counting and joining return numbers and text. Any other collector is unknown.
   *
   * Optionals
   *   An Optional is a pipe for one object, and not lazy: map runs at once. But it can be asked twice, so a step does
   *   not give away what is in it, unless nothing else has the optional (CallAnalysis.givesAway).
   */

  private static final Set<String> PRIMITIVE =
      Set.of(
          "java.util.stream.IntStream",
          "java.util.stream.LongStream",
          "java.util.stream.DoubleStream");
  private static final Set<String> STREAMS =
      Set.of(
          "java.util.stream.BaseStream",
          "java.util.stream.Stream",
          "java.util.stream.IntStream",
          "java.util.stream.LongStream",
          "java.util.stream.DoubleStream");

  /** Steps that hand on what their function returns, once for each element. */
  private static final Set<String> MAPS = Set.of("map", "mapToObj");

  private static final Set<String> ENDS =
      Set.of("forEach", "forEachOrdered", "ifPresent", "ifPresentOrElse");

  private final BodyAnalysis body;

  StreamAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  /** Tells whether what the functions given to {@code method} return flows on. */
  static boolean isStep(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && (STREAMS.contains(owner.getQualifiedName().toString())
            || owner.getQualifiedName().contentEquals("java.util.Optional"));
  }

  /** Tells whether {@code method} makes a stream from what it is given. */
  static boolean isSource(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC) && isStep(method);
  }

  /** Tells whether objects flow through the type's values: a stream or an optional. */
  private static boolean isPipe(TypeMirror type) {
    return isStream(type)
        || (type instanceof DeclaredType declared
            && ((TypeElement) declared.asElement())
                .getQualifiedName()
                .contentEquals("java.util.Optional"));
  }

  /** Tells whether a stream or an optional ends in a function that is called with what is in it. */
  static boolean endsWithEach(ExecutableElement method) {
    return isStep(method) && ENDS.contains(method.getSimpleName().toString());
  }

  /** Tells whether an optional ends in a function that is called with what is in it. */
  static boolean endsWithOne(ExecutableElement method) {
    return endsWithEach(method)
        && CapabilityReader.ownerType(method)
            .getQualifiedName()
            .contentEquals("java.util.Optional");
  }

  /** Tells whether the type is one of the JDK's streams. */
  private static boolean isStream(TypeMirror type) {
    return type instanceof DeclaredType declared
        && STREAMS.contains(((TypeElement) declared.asElement()).getQualifiedName().toString());
  }

  /** What a body returns, once it also returns {@code value}. */
  static int returns(RegionState state, AbstractValue value, int before) {
    boolean free = true;
    if (value.regional() && state.held(value.region())) {
      free = value.note() != null && value.note().cause() == Provenance.Cause.LAMBDA_PARAMETER;
    }
    boolean val = value.kind() == ReferenceKind.VAL || value.has(AbstractValue.VAL_PARTS);
    boolean box = !val && (value.kind() == ReferenceKind.BOX || value.kind() == ReferenceKind.TAG);
    boolean isNew = !value.regional() || !state.held(value.region());
    return (before
            & (free ? -1 : ~AbstractValue.RETURNS_FREE)
            & (isNew ? -1 : ~AbstractValue.RETURNS_NEW))
        | (val ? AbstractValue.RETURNS_VAL : 0)
        | (box ? AbstractValue.RETURNS_BOX : 0);
  }

  /** What a method reference returns. */
  static int returns(Scope scope, MemberReferenceTree tree, ExecutableElement method) {
    Capability word = scope.context.capabilities.of(method);
    boolean known = scope.context.isJdk(method) || scope.context.isChecked(method);
    boolean free =
        (known || method.getKind() == ElementKind.CONSTRUCTOR)
            && !scope.context.model(method).has(MethodTrait.HELD)
            && (word != Capability.NONE || !givesBackHeld(scope, method));
    return (free ? AbstractValue.RETURNS_FREE : 0)
        | (returnsNew(scope, tree, method, word) ? AbstractValue.RETURNS_NEW : 0)
        | (word == Capability.VAL ? AbstractValue.RETURNS_VAL : 0)
        | (word == Capability.BOX || word == Capability.TAG ? AbstractValue.RETURNS_BOX : 0);
  }

  /**
   * Tells whether a method may return what belongs neither to its receiver nor to its arguments.
   */
  private static boolean givesBackHeld(Scope scope, ExecutableElement method) {
    if (method.getKind() != ElementKind.CONSTRUCTOR
        && scope.context.immutableTypes.isShareable(method.getReturnType())) {
      return false;
    }
    MethodSummary summary = scope.summaries().of(method);
    TypeMirror owner = CapabilityReader.owner(method).asType();
    boolean isApart =
        method.getModifiers().contains(Modifier.STATIC)
            || method.getKind() == ElementKind.CONSTRUCTOR
            || scope.context.immutableTypes.isShareable(owner)
            || scope.context.immutableTypes.isShared(owner);
    return isApart
        && (summary == null
            ? scope.context.immutableTypes.isShared(owner) && !scope.context.isJdk(method)
            : summary.connects(MethodSummary.RECEIVER, MethodSummary.RESULT));
  }

  private static boolean returnsNew(
      Scope scope, MemberReferenceTree tree, ExecutableElement method, Capability word) {
    boolean makes = method.getKind() == ElementKind.CONSTRUCTOR;
    if (word == Capability.ISO
        || (makes && method.getParameters().isEmpty())
        || (!makes && scope.context.immutableTypes.isShareable(givenBack(scope, tree, method)))) {
      return true;
    }
    MethodSummary summary = scope.summaries().of(method);
    if (summary != null) {
      return !summary.connects(MethodSummary.RESULT);
    }
    // The clone of an array of numbers.
    return method.getSimpleName().contentEquals("clone")
        && scope.type(tree.getQualifierExpression()) instanceof ArrayType array
        && scope.context.immutableTypes.isShareable(array.getComponentType());
  }

  /**
   * The type that a reference returns where it stands, such as {@code String} for the key of an
   * entry.
   */
  private static TypeMirror givenBack(
      Scope scope, MemberReferenceTree tree, ExecutableElement method) {
    ExecutableElement functional =
        FunctionalTypes.functionalMethod(scope.context.capabilities, scope.type(tree));
    return functional != null
            && scope.type(tree) instanceof DeclaredType function
            && method.getReturnType().getKind() == TypeKind.TYPEVAR
            && scope.context.types.asMemberOf(function, functional) instanceof ExecutableType type
        ? type.getReturnType()
        : method.getReturnType();
  }

  /** The result of a step whose functions returned what may only be read. */
  AbstractValue flowing(
      ExecutableElement method, TypeMirror type, List<AbstractValue> inputs, AbstractValue result) {
    if (result.kind() != ReferenceKind.REF || !isStep(method)) {
      return result;
    }
    if (inputs.stream().anyMatch(StreamAnalysis::isReadOnly)) {
      boolean allVal =
          inputs.stream()
              .allMatch(input -> !input.regional() || input.has(AbstractValue.VAL_PARTS));
      AbstractValue box = AbstractValue.box(result.region(), result.note());
      return allVal ? box.withTrait(AbstractValue.VAL_PARTS) : box;
    }
    if (inputs.stream().anyMatch(input -> input.has(AbstractValue.RETURNS_BOX))) {
      return AbstractValue.box(result.region(), result.note());
    }
    if (inputs.stream().noneMatch(input -> input.has(AbstractValue.RETURNS_VAL))) {
      return result;
    }
    return isContainer(method, body.scope.context.model(method), type)
        ? result.withTrait(AbstractValue.VAL_PARTS)
        : AbstractValue.VAL;
  }

  /** Tells whether several threads run from this call on; a last {@code false} says no. */
  static boolean startsParallel(MethodModel model, List<? extends ExpressionTree> arguments) {
    return model.has(MethodTrait.PARALLEL)
        && (arguments.isEmpty()
            || !(ExpressionAnalysis.bare(arguments.getLast()) instanceof LiteralTree literal
                && Boolean.FALSE.equals(literal.getValue())));
  }

  /**
   * Marks a result whose steps run on several threads: a parallel stream, and what its steps
   * return.
   */
  static AbstractValue parallel(CallSite site, TypeMirror type, AbstractValue result) {
    boolean goesOn =
        site.receiver() != null
            && site.receiver().has(AbstractValue.PARALLEL)
            && !site.method().getSimpleName().contentEquals("sequential");
    return (startsParallel(site.model(), site.arguments()) || goesOn) && isStream(type)
        ? result.withTrait(AbstractValue.PARALLEL)
        : result;
  }

  /** Tells whether an input of a method such as {@code Stream.concat} may only be read. */
  private static boolean isReadOnly(AbstractValue input) {
    return input.kind() == ReferenceKind.VAL || input.kind() == ReferenceKind.BOX;
  }

  /** Tells whether the result of a call on a container is another container, not an element. */
  static boolean isContainer(ExecutableElement method, MethodModel model, TypeMirror type) {
    boolean element =
        method.getReturnType().getKind() == TypeKind.TYPEVAR && !model.has(MethodTrait.FRESH);
    return !element
        && (type instanceof ArrayType
            || (type instanceof DeclaredType declared && !declared.getTypeArguments().isEmpty()));
  }

  /**
   * The result of a step of a stream through which only new objects flow, or null if that is not
   * known. Such a stream is part of its source, but what comes out of it at the end is not.
   */
  @Nullable AbstractValue ofNew(CallSite site, TypeMirror type, List<AbstractValue> inputs) {
    AbstractValue receiver = site.receiver();
    ExecutableElement method = site.method();
    if (receiver == null
        || site.receiverTree() == null
        || !receiver.kind().regional()
        || !isStep(method)
        || !isPipe(body.scope.type(site.receiverTree()))) {
      return null;
    }
    if (isPipe(type)
        && MAPS.contains(method.getSimpleName().toString())
        && returnsNew(inputs.getFirst())) {
      // Whatever flowed in, the function made what flows on; both stay part of the pipe.
      return mapped(receiver, inputs.getFirst(), isStream(type));
    }
    if (method.getSimpleName().contentEquals("collect") && returnsNew(inputs.getFirst())) {
      return body.contents.areVal(type) ? null : AbstractValue.ref(body.state.fresh());
    }
    if (receiver.kind() != ReferenceKind.REF
        || receiver.has(AbstractValue.VAL_PARTS)
        || !isStream(body.scope.type(site.receiverTree()))) {
      return null; // An optional can be asked again.
    }
    if (!isPipe(type) && body.contents.areVal(type)) {
      return null; // the tables know more
    }
    boolean startsNew = receiver.has(AbstractValue.FREE_PARTS) || isOfVal(site.receiverTree());
    if (!startsNew || !allNew(method, inputs)) {
      return null;
    }
    if (isPipe(type) && !isEnd(receiver, body.scope.type(site.receiverTree()), type)) {
      return AbstractValue.ref(receiver.region(), receiver.note())
          .withTrait(AbstractValue.FREE_PARTS);
    }
    boolean ends =
        receiver.has(AbstractValue.FREE_PARTS)
            && !Set.of("iterator", "spliterator").contains(method.getSimpleName().toString());
    return ends ? AbstractValue.ref(body.state.fresh()) : null;
  }

  /**
   * The value of a collector: if its functions keep nothing of the elements, nor does its result.
   */
  static AbstractValue collector(
      ExecutableElement method, List<AbstractValue> inputs, AbstractValue result) {
    boolean isNew =
        switch (method.getSimpleName().toString()) {
          case "toMap", "toUnmodifiableMap", "toConcurrentMap" ->
              returnsNew(inputs.get(0)) && returnsNew(inputs.get(1));
          case "mapping", "collectingAndThen" -> returnsNew(inputs.getFirst());
          case "groupingBy", "groupingByConcurrent" ->
              inputs.size() > 1 && returnsNew(inputs.getFirst()) && returnsNew(inputs.getLast());
          case "partitioningBy", "filtering" -> inputs.size() > 1 && returnsNew(inputs.getLast());
          default -> method.getSimpleName().toString().matches("counting|joining|(summ|averag).*");
        };
    boolean isFree =
        inputs.stream()
            .allMatch(input -> !input.regional() || input.has(AbstractValue.RETURNS_FREE));
    return isNew && isFree ? result.withTrait(AbstractValue.RETURNS_NEW) : result;
  }

  /** Tells whether the method makes a collector of the JDK. */
  static boolean isCollector(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals("java.util.stream.Collectors");
  }

  /** Tells whether a function returns only objects that it made. */
  private static boolean returnsNew(AbstractValue function) {
    return function.has(AbstractValue.RETURNS_NEW)
        && !function.has(AbstractValue.RETURNS_VAL)
        && !function.has(AbstractValue.RETURNS_BOX);
  }

  /**
   * The result of a map to new objects. A lazy stream will read its source and call its function,
   * so it reaches both; an optional has done so already.
   */
  private AbstractValue mapped(AbstractValue receiver, AbstractValue function, boolean lazily) {
    if (!lazily) {
      return AbstractValue.ref(body.state.fresh())
          .withTrait(AbstractValue.FREE_PARTS | AbstractValue.NEW_PARTS);
    }
    int region = receiver.region();
    if (function.regional()) {
      Provenance why = function.note() == null ? receiver.note() : function.note();
      region = body.state.merge(region, function.region(), why);
    }
    Provenance note = body.state.held(region) ? receiver.note() : null;
    AbstractValue pipe =
        AbstractValue.ref(region, note)
            .withTrait(AbstractValue.FREE_PARTS | AbstractValue.NEW_PARTS);
    return receiver.has(AbstractValue.PARALLEL) ? pipe.withTrait(AbstractValue.PARALLEL) : pipe;
  }

  /** Tells whether a stream ends in an optional, which is then no part of it. */
  private static boolean isEnd(AbstractValue receiver, TypeMirror stream, TypeMirror type) {
    return receiver.has(AbstractValue.FREE_PARTS) && isStream(stream) && !isStream(type);
  }

  /** Tells whether what flows is val by the type of the stream. */
  private boolean isOfVal(ExpressionTree stream) {
    TypeMirror type = body.scope.type(stream);
    return body.contents.areVal(stream, type)
        || (type instanceof DeclaredType declared
            && PRIMITIVE.contains(
                ((TypeElement) declared.asElement()).getQualifiedName().toString()));
  }

  /** Tells whether the given functions reach nothing mutable, and return only new objects. */
  private boolean allNew(ExecutableElement method, List<AbstractValue> inputs) {
    for (int i = 0; i < inputs.size() && i < method.getParameters().size(); i++) {
      AbstractValue input = inputs.get(i);
      boolean readOnly =
          input.has(AbstractValue.RETURNS_VAL) || input.has(AbstractValue.RETURNS_BOX);
      boolean function =
          ArgumentRetention.isFunction(method.getParameters().get(i).asType())
              && !input.has(AbstractValue.RETURNS_FREE);
      if (input.regional() || readOnly || function) {
        return false;
      }
    }
    return true;
  }
}
