package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.ImmutableFunctions;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** What a call gives back. */
final class CallResults {
  /*
   * Question
   *   What may a caller do with the result, and with what is it connected? If it counted as new, but is part of an
   *   argument, an object could be sent that is still reachable. So a result that no rule knows is part of all inputs.
   *
   * Order
   *   The first rule that knows decides: a step of a stream, a copy, the word on the method, the tables, the body of
   *   the method, what it was read from. Streams and copies come first, since there more is known than the declaration
   *   of a JDK method says. The result of unchecked code belongs to somebody else, unless the option `lenient` says it
   *   is new.
   *
   *       List<Y> ys = xs.stream().map(X::copy).toList()     a step of a stream of new objects: new, apart from xs
   *       X[] some = all.clone()                             a copy: new, if its elements are val
   *       List<String> names = List.copyOf(input)            the tables: val, if what it holds is
   *       Line first = order.lines().getFirst()              read from val: val
   *       Object o = unknown.get()                           unchecked code: belongs to somebody else
   *
   * Copies
   *   A shallow copy of mutable elements shares them with its source, so it is part of the source's region. It is new
   *   only if the contents are val, or the result is no container. Then its region is that of the arguments kept, such
   *   as the array given to toArray, not that of the receiver.
   *
   * Cursors
   *   An iterator over a val collection is not val: it has a position, which next() writes. It is box with val parts:
   *   it may be used here, and its elements are val.
   */

  private static final Set<String> CURSORS =
      Set.of(
          "java.util.Iterator",
          "java.util.Enumeration",
          "java.util.Spliterator",
          "java.util.stream.BaseStream");

  private final BodyAnalysis body;
  private final CallConnections connections;

  CallResults(BodyAnalysis body) {
    this.body = body;
    this.connections = new CallConnections(body);
  }

  /** The result of a call with evaluated arguments; also connects what the call connects. */
  AbstractValue of(CallSite site, CallConnections.Mix mix, List<AbstractValue> inputs) {
    if (!site.creates()) {
      AbstractValue ofNew =
          new StreamAnalysis(body).ofNew(site, body.scope.type(site.tree()), inputs);
      if (ofNew != null) {
        return ofNew;
      }
    }
    if (!site.creates() && !collectsVal(site.tree()) && copies(site)) {
      AbstractValue copy = AbstractValue.ref(copy(mix));
      return byNature(body.scope.type(site.tree()))
          ? copy
          : valParts(copy, site.model(), site.receiver(), inputs);
    }
    int region = connections.connect(mix, site.creates());
    if (site.creates()) {
      return valParts(
          AbstractValue.ref(
              region < 0 ? body.state.fresh() : region, connections.note(mix, region)),
          site.model(),
          null,
          inputs);
    }
    TypeMirror type = body.scope.type(site.tree());
    if (CallAnalysis.isVoid(type)) {
      return AbstractValue.IMM;
    }
    Capability word = body.scope.context.capabilities.of(site.method());
    if (word == Capability.NONE && site.receiverTree() != null) {
      word = body.contents.genericResult(site.method(), site.receiverTree());
    }
    if (StreamAnalysis.isCollector(site.method())) {
      AbstractValue plain = plain(site, mix, region, inputs);
      return StreamAnalysis.collector(site.method(), inputs, plain);
    }
    return switch (word) {
      case ISO, SENDING -> AbstractValue.ref(body.state.fresh());
      case VAL ->
          mix.summary() != null && mix.summary().returnsImmutable()
              ? AbstractValue.IMM
              : body.expressions.named(site.method());
      case TAG -> AbstractValue.TAG;
      case BOX ->
          AbstractValue.box(region < 0 ? RegionState.OUTER : region, connections.note(mix, region));
      case NONE ->
          new StreamAnalysis(body)
              .flowing(site.method(), type, inputs, plain(site, mix, region, inputs));
    };
  }

  /** The result of a method without a word. */
  private AbstractValue plain(
      CallSite site, CallConnections.Mix mix, int region, List<AbstractValue> inputs) {
    TypeMirror type = body.scope.type(site.tree());
    AbstractValue receiver = site.receiver();
    MethodModel model = site.model();
    AbstractValue modelled = modelled(site, inputs);
    if (modelled != null) {
      return modelled;
    }
    if (mix.summary() != null && mix.summary().returnsImmutable()) {
      return AbstractValue.IMM;
    }
    if (model.has(MethodTrait.HELD)) {
      return unknown(site.method());
    }
    if (receiver != null
        && ImmutableFunctions.isOpen(receiverType(site.receiverTree()))
        && !byType(type)) {
      return ofFunction(site.method(), region);
    }
    if (mix.given() == ReferenceKind.VAL) {
      return AbstractValue.VAL;
    }
    if (mix.given() == ReferenceKind.SHARED) {
      return AbstractValue.SHARED.withTrait(AbstractValue.LOCKED);
    }
    if (mix.given() == ReferenceKind.BOX) {
      return AbstractValue.box(
          region < 0 ? body.state.fresh() : region, connections.note(mix, region));
    }
    if (receiver != null
        && (receiver.kind() == ReferenceKind.VAL || receiver.kind() == ReferenceKind.BOX)
        && !isApart(mix)) {
      AbstractValue part = readOnlyPart(type, receiver, mix, region);
      return receiver.isConstant() && part.kind() == ReferenceKind.VAL
          ? part.withNote(receiver.note())
          : part;
    }
    if (region >= 0) {
      boolean isShared = receiver != null && receiver.kind() == ReferenceKind.SHARED;
      if (isShared && body.state.held(region)) {
        return AbstractValue.ref(region, new Provenance(Provenance.Cause.SHARED, mix.into(), 0));
      }
      if (isRead(model) && inputs.stream().anyMatch(input -> input.kind() == ReferenceKind.BOX)) {
        return AbstractValue.box(region, connections.note(mix, region));
      }
      AbstractValue value = AbstractValue.ref(region, connections.note(mix, region));
      if (receiver != null && receiver.has(AbstractValue.VAL_PARTS)) {
        return StreamAnalysis.isContainer(site.method(), model, type)
            ? value.withTrait(AbstractValue.VAL_PARTS)
            : AbstractValue.VAL;
      }
      return value;
    }
    return withoutInputs(site);
  }

  /** What the library model says of the result, or null if it leaves that open. */
  private @Nullable AbstractValue modelled(CallSite site, List<AbstractValue> inputs) {
    TypeMirror type = body.scope.type(site.tree());
    AbstractValue receiver = site.receiver();
    MethodModel model = site.model();
    if ((model.has(MethodTrait.VAL) || collectsVal(site.tree()))
        && contentsVal(site.tree(), type)) {
      return inputs.stream().anyMatch(input -> input.has(AbstractValue.VAL_PARTS))
              || (receiver != null && receiver.has(AbstractValue.VAL_PARTS))
          ? AbstractValue.UNMODIFIABLE
          : byNature(type) ? AbstractValue.IMM : AbstractValue.UNMODIFIABLE;
    }
    if (model.has(MethodTrait.VAL) && holdVal(receiver, inputs)) {
      return AbstractValue.UNMODIFIABLE;
    }
    if (model.has(MethodTrait.SHARED) && byNature(type) && body.scope.optedIn) {
      return AbstractValue.SHARED;
    }
    if (model.has(MethodTrait.DERIVE) || model.has(MethodTrait.VAL)) {
      AbstractValue derived = derived(receiver, inputs);
      // A view of something frozen is immutable: nobody writes what is behind it any more.
      return derived != null && model.has(MethodTrait.VIEW) && byNature(type)
          ? AbstractValue.IMM
          : derived;
    }
    return null;
  }

  /** Tells whether the result may be what was given to be read. */
  private static boolean isRead(MethodModel model) {
    return model.has(MethodTrait.DERIVE)
        || model.has(MethodTrait.VAL)
        || model.has(MethodTrait.COPIES);
  }

  /** The type of the receiver; without a dot that is the class around the call. */
  private TypeMirror receiverType(@Nullable ExpressionTree receiverTree) {
    return receiverTree == null ? body.scope.owner.asType() : body.scope.type(receiverTree);
  }

  /** Tells whether the type alone makes the result safe. */
  private boolean byType(TypeMirror type) {
    return body.scope.context.immutableTypes.isShareable(type)
        || body.scope.context.immutableTypes.isShared(type);
  }

  /** An implementation of a val function may give back what something shared gave to it. */
  private AbstractValue ofFunction(ExecutableElement method, int region) {
    Provenance why = new Provenance(Provenance.Cause.FUNCTION, CallSite.name(method), 0);
    if (!body.scope.enforces(Rule.IMMUTABLE_FUNCTIONS)) {
      return AbstractValue.ref(region < 0 ? body.state.fresh() : region);
    }
    return AbstractValue.ref(
        region < 0 ? RegionState.OUTER : body.state.merge(RegionState.OUTER, region, why), why);
  }

  /** Tells whether some of the inputs hold val, and the others nothing that can be written. */
  private static boolean holdVal(@Nullable AbstractValue receiver, List<AbstractValue> inputs) {
    boolean some = receiver != null && receiver.has(AbstractValue.VAL_PARTS);
    boolean all = receiver == null || !receiver.regional() || receiver.has(AbstractValue.VAL_PARTS);
    for (AbstractValue input : inputs) {
      some |= input.has(AbstractValue.VAL_PARTS);
      all &= !input.regional() || input.has(AbstractValue.VAL_PARTS);
    }
    return some && all;
  }

  /** Tells whether an array is cloned: the tables cannot name that method. */
  private boolean isArrayClone(ExecutableElement method, @Nullable ExpressionTree receiverTree) {
    return receiverTree != null
        && method.getSimpleName().contentEquals("clone")
        && method.getParameters().isEmpty()
        && body.scope.type(receiverTree) instanceof ArrayType
        && body.scope.enforces(Rule.LIBRARY_MODEL);
  }

  /** Tells whether a stream is collected into what cannot be written. */
  private boolean collectsVal(Tree tree) {
    if (!(tree instanceof MethodInvocationTree call)
        || call.getArguments().size() != 1
        || !(ExpressionAnalysis.bare(call.getArguments().getFirst())
            instanceof MethodInvocationTree inner)) {
      return false;
    }
    ExecutableElement collector = body.scope.method(inner);
    return collector != null
        && (body.scope.context.model(collector).has(MethodTrait.COLLECTS_VAL)
            || endsInVal(collector, inner.getArguments()));
  }

  /** {@code collectingAndThen(..., List::copyOf)} */
  private boolean endsInVal(ExecutableElement collector, List<? extends ExpressionTree> arguments) {
    if (!collector.getSimpleName().contentEquals("collectingAndThen")
        || !(ExpressionAnalysis.bare(arguments.getLast()) instanceof MemberReferenceTree last)) {
      return false;
    }
    ExecutableElement finisher = body.scope.method(last);
    return finisher != null
        && (body.scope.context.model(finisher).has(MethodTrait.VAL)
            || body.scope.context.model(finisher).has(MethodTrait.VIEW));
  }

  /** Tells whether what the result holds is val, by its type or by a word on its declaration. */
  private boolean contentsVal(Tree tree, TypeMirror type) {
    return body.contents.areVal(type)
        || (tree instanceof MethodInvocationTree call
            && body.contents.areVal(body.contents.declaredResult(call)));
  }

  /**
   * Tells whether what a container type holds is val, without any word that only this place knows.
   */
  private boolean byNature(TypeMirror type) {
    return !CapabilityReader.hasWordInside(type) && body.contents.areVal(type);
  }

  /** A copy of val contents has val contents, whatever its type says. */
  private static AbstractValue valParts(
      AbstractValue value,
      MethodModel model,
      @Nullable AbstractValue receiver,
      List<AbstractValue> inputs) {
    boolean copiesVal =
        (model.has(MethodTrait.COPIES)
                && inputs.stream().anyMatch(input -> input.has(AbstractValue.VAL_PARTS)))
            || (model.has(MethodTrait.FRESH)
                && receiver != null
                && receiver.has(AbstractValue.VAL_PARTS));
    return copiesVal ? value.withTrait(AbstractValue.VAL_PARTS) : value;
  }

  /** Tells whether the call makes a new object that shares nothing mutable with its receiver. */
  private boolean copies(CallSite site) {
    if (!site.model().has(MethodTrait.FRESH) && !isArrayClone(site.method(), site.receiverTree())) {
      return false;
    }
    // What holds nothing is new; what is made of val can reach nothing else.
    return contentsVal(site.tree(), body.scope.type(site.tree()))
        || (site.model().has(MethodTrait.FRESH) && isPlain(site.method(), site.receiverTree()))
        || (site.receiverTree() != null
            && body.contents.areVal(site.receiverTree(), body.scope.type(site.receiverTree())));
  }

  /** Tells whether the result is no container; {@code clone()} gives what its receiver is. */
  private boolean isPlain(ExecutableElement method, @Nullable ExpressionTree receiver) {
    TypeMirror type =
        method.getSimpleName().contentEquals("clone") && receiver != null
            ? body.scope.type(receiver)
            : method.getReturnType();
    return type instanceof DeclaredType result
        && ((TypeElement) result.asElement()).getTypeParameters().isEmpty()
        && !((TypeElement) result.asElement()).getQualifiedName().contentEquals("java.lang.Object");
  }

  /** The region of a copy: that of the arguments, such as the array given to toArray. */
  private int copy(CallConnections.Mix mix) {
    int region = body.state.fresh();
    Provenance why = new Provenance(Provenance.Cause.STORED, mix.into(), mix.line());
    for (CallConnections.Part part : mix.parts()) {
      if (part.value().regional() && part.node() != MethodSummary.RECEIVER) {
        region = body.state.merge(region, part.value().region(), why);
      }
    }
    return region;
  }

  /** A result as immutable as all that it is derived from; null if any of that may be written. */
  private static @Nullable AbstractValue derived(
      @Nullable AbstractValue receiver, List<AbstractValue> inputs) {
    boolean someVal = false;
    for (AbstractValue input : inputs) {
      if (input.kind() == ReferenceKind.VAL) {
        someVal = true;
      } else if (input.kind() != ReferenceKind.IMM) {
        return null;
      }
    }
    if (receiver != null) {
      if (receiver.kind() == ReferenceKind.VAL) {
        someVal = true;
      } else if (receiver.kind() != ReferenceKind.IMM) {
        return null;
      }
    }
    return someVal ? AbstractValue.VAL : AbstractValue.IMM;
  }

  /** What is read through a val or box receiver. */
  private AbstractValue readOnlyPart(
      TypeMirror type, AbstractValue receiver, CallConnections.Mix mix, int region) {
    boolean valParts =
        receiver.kind() == ReferenceKind.VAL || receiver.has(AbstractValue.VAL_PARTS);
    if (valParts && isCursor(type)) {
      int of = region < 0 ? body.state.fresh() : region;
      return AbstractValue.box(of, connections.note(mix, region))
          .withTrait(AbstractValue.VAL_PARTS);
    }
    boolean otherInputs =
        mix.parts().stream()
            .anyMatch(part -> part.value().regional() && part.node() != MethodSummary.RECEIVER);
    if (valParts && !otherInputs) {
      return AbstractValue.VAL;
    }
    if (region < 0) {
      return AbstractValue.VAL;
    }
    AbstractValue box = AbstractValue.box(region, connections.note(mix, region));
    return receiver.has(AbstractValue.SELF) && !otherInputs
        ? box.withTrait(AbstractValue.SELF)
        : box;
  }

  /**
   * The result of a method that was given nothing mutable: new if its code is known, since there is
   * nothing it could be part of. But something shared may return what another agent put into it.
   */
  private AbstractValue withoutInputs(CallSite site) {
    ExecutableElement method = site.method();
    AbstractValue receiver = site.receiver();
    boolean jdk = body.scope.context.isJdk(method);
    if (receiver != null && receiver.kind() == ReferenceKind.SHARED && !jdk) {
      return AbstractValue.ref(
          RegionState.OUTER, new Provenance(Provenance.Cause.SHARED, CallSite.name(method), 0));
    }
    if (receiver != null
        && receiver.kind() == ReferenceKind.IMM
        && site.receiverTree() != null
        && site.model().has(MethodTrait.READS)
        && !isCursor(body.scope.type(site.tree()))
        && !body.scope.context.immutableTypes.isShareable(body.scope.type(site.receiverTree()))) {
      return AbstractValue.IMM;
    }
    boolean known =
        jdk
            || site.model().known()
            || body.scope.context.isChecked(method)
            || body.scope.context.options.lenient()
            || !body.scope.enforces(Rule.LIBRARY_MODEL);
    return known ? AbstractValue.ref(body.state.fresh()) : unknown(method);
  }

  /** Tells whether the result is known to be no part of the receiver. */
  private static boolean isApart(CallConnections.Mix mix) {
    return mix.summary() != null
        && !mix.summary().connects(MethodSummary.RECEIVER, MethodSummary.RESULT);
  }

  /** The result of unchecked code, which may have kept it. */
  private AbstractValue unknown(ExecutableElement method) {
    return AbstractValue.ref(
        RegionState.OUTER, new Provenance(Provenance.Cause.UNKNOWN_CODE, CallSite.name(method), 0));
  }

  private boolean isCursor(TypeMirror type) {
    return isCursor(body, type);
  }

  /** Tells whether values of the type iterate over a collection. */
  static boolean isCursor(BodyAnalysis body, TypeMirror type) {
    if (!(type instanceof DeclaredType declared)) {
      return false;
    }
    TypeElement element = (TypeElement) declared.asElement();
    if (CURSORS.contains(element.getQualifiedName().toString())) {
      return true;
    }
    return body.scope.context.capabilities.supertypes(element).stream()
        .anyMatch(above -> CURSORS.contains(above.getQualifiedName().toString()));
  }
}
