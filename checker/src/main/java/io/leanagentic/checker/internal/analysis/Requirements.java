package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.TypeNames;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Which value may fill which place.
 *
 * <p>A place (a parameter, field, result or local) asks for one capability, and each method here is
 * one question: is the value still there, is it apart from all else, is it val, may it be read, may
 * it be written? A no is reported here, with advice from {@link SendAdvice}.
 *
 * <p>There are two kinds of val. Most val may be frozen: its methods that write would still do so,
 * and only the checker keeps everybody from calling them. So it never goes to a place whose type
 * lets somebody write, such as the receiver of an {@code AgentRef<List<String>>}. The results of
 * {@code List.of}, {@code copyOf} and {@code toList()} reject writes by themselves. They may go
 * wherever their type may, if what they hold is immutable without any word.
 *
 * <p>A type variable {@code T} can be anything, so a {@code @Val T} is judged where its place is
 * filled and {@code T} is known. Results and elements of type {@code T} are not judged that way,
 * and so they cannot be sent.
 *
 * <p>Tests: {@code programs/reject/valCollectionSent}, {@code wordsOfArguments} and {@code
 * asObject}, run by {@code WholeProgramsTest}.
 */
final class Requirements {
  private final BodyAnalysis body;
  private final Scope scope;
  private final LockAnalysis locks;
  private final SendAdvice advice;

  /** The same for what a container holds. */
  final HeldContents held;

  private @Nullable Element place;

  Requirements(BodyAnalysis body, LockAnalysis locks) {
    this.body = body;
    this.scope = body.scope;
    this.locks = locks;
    this.advice = new SendAdvice(scope);
    this.held = new HeldContents(scope);
  }

  /** A value read from a name, which must not have moved. */
  AbstractValue usable(RegionState state, Tree tree, @Nullable AbstractValue value) {
    if (value == null) {
      return AbstractValue.IMM;
    }
    Provenance why = value.dead();
    if (why == null && value.regional()) {
      why = state.gone(value.region());
    }
    if (why == null || !scope.enforces(Rule.MOVE)) {
      return value;
    }
    String where = why.line() == 0 ? "" : " on line " + why.line();
    boolean earlierRound = why.end() > scope.start(tree);
    String event =
        (why.cause() == Provenance.Cause.CONSUMED
                ? "it was consumed" + where
                : "it moved to '" + why.name() + "'" + where)
            + (earlierRound ? " in an earlier round of the loop" : "")
            + (why.cause() == Provenance.Cause.CONSUMED ? "" : " (it is part of the value sent)");
    scope.error(
        DiagnosticCode.CAP101,
        tree,
        "'"
            + Scope.text(tree)
            + "' cannot be used here: "
            + event
            + (earlierRound
                ? ". Make a new one in each round, or send a copy."
                : ". Use it before"
                    + (why.line() == 0 ? "" : " line " + why.line())
                    + ", send a copy, or assign a new value."));
    return AbstractValue.ERRONEOUS;
  }

  /** The value must be isolated: in a region that nothing outside reaches. */
  boolean isolated(RegionState state, Tree tree, AbstractValue value, boolean sending) {
    if (!locks.stays(tree, value)) {
      return false;
    }
    return switch (value.kind()) {
      case IMM, SHARED -> true;
      case VAL -> sending || stronger(tree, "val", "iso");
      case TAG -> sending || stronger(tree, "a tag", "iso");
      case BOX -> {
        if (scope.enforces(Rule.READ_ONLY)) {
          stronger(tree, "box", sending ? "sendable" : "iso");
          yield false;
        }
        yield free(state, tree, value);
      }
      case REF -> free(state, tree, value);
    };
  }

  /** What a constant holds must not go where it may be written. */
  private boolean constant(Tree tree, AbstractValue value, TypeMirror type, String what) {
    Provenance why = value.note();
    if (why == null || !value.isConstant()) {
      return false;
    }
    scope.error(
        DiagnosticCode.CAP301,
        tree,
        "static field '"
            + why.name()
            + "' is shared by all agents and mutable: "
            + what
            + ". "
            + advice.shared(type));
    return true;
  }

  private boolean stronger(Tree tree, String is, String asked) {
    scope.error(
        DiagnosticCode.CAP204,
        tree,
        "'"
            + Scope.text(tree)
            + "' is "
            + is
            + " and cannot become "
            + (asked.equals("sendable") ? "a message" : "a mutable reference/iso")
            + "."
            + (place == null ? "" : advice.word(place, is)));
    return false;
  }

  /** The value goes to a receiver that may do with it what its type allows. */
  boolean received(Tree tree, AbstractValue value, TypeMirror type) {
    if (!scope.enforces(Rule.READ_ONLY) || isHarmless(value, type)) {
      return true;
    }
    String is =
        switch (value.kind()) {
          case VAL -> "is val, but the receiver of a " + TypeNames.full(type) + " may write it";
          case TAG -> "is a tag, but the receiver of a " + TypeNames.full(type) + " may write it";
          default -> "holds val, but the receiver of a " + TypeNames.full(type) + " may write that";
        };
    String copied = value.kind() == ReferenceKind.VAL ? advice.copyOf(tree, type, true) : "";
    scope.error(
        DiagnosticCode.CAP204,
        tree,
        "'"
            + Scope.text(tree)
            + "' "
            + is
            + ". Send "
            + (copied.isEmpty() ? "" : copied + ", or ")
            + "it in a record, as a component marked "
            + (value.kind() == ReferenceKind.TAG ? "@Tag." : "@Val."));
    return false;
  }

  /** Tells whether nobody can write the value, or what it holds, by its type. */
  private boolean isHarmless(AbstractValue value, TypeMirror type) {
    return switch (value.kind()) {
      case VAL ->
          scope.context.immutableTypes.isShareable(type)
              || (!value.has(AbstractValue.FROZEN)
                  && (type.getKind() == TypeKind.TYPEVAR || holdsImmutable(type)));
      case TAG -> scope.context.immutableTypes.isShareable(type);
      case SHARED ->
          !CapabilityReader.hasWordInside(type)
              || scope.context.immutableTypes.isSharedByNature(type);
      default -> true;
    };
  }

  /** Tells whether all that a container type holds is immutable or shared, without any word. */
  private boolean holdsImmutable(TypeMirror type) {
    return type instanceof DeclaredType declared
        && !declared.getTypeArguments().isEmpty()
        && !CapabilityReader.hasWordInside(declared)
        && declared.getTypeArguments().stream()
            .allMatch(argument ->
                scope.context.immutableTypes.isShareable(argument)
                    || scope.context.immutableTypes.isShared(argument));
  }

  /** The value fills a field, or a component, that is marked {@code @Val}. */
  boolean fills(Tree tree, AbstractValue value, TypeMirror type, Element field) {
    return val(tree, value, type, field.asType())
        && (!isJudgedWhereFilled(field) || received(tree, value, type));
  }

  /**
   * Tells whether a val whose type is a variable may be passed on as that type: filling the place
   * it comes from, where the type is known, was judged like sending.
   */
  boolean isJudgedWhereFilled(Element place) {
    if (scope.context.capabilities.of(place) != Capability.VAL) {
      return false;
    }
    return switch (place.getKind()) {
      case PARAMETER, FIELD -> place.asType().getKind() == TypeKind.TYPEVAR;
      case METHOD ->
          CapabilityReader.isRecordAccessor((ExecutableElement) place)
              && ((ExecutableElement) place).getReturnType().getKind() == TypeKind.TYPEVAR;
      default -> false;
    };
  }

  private boolean free(RegionState state, Tree tree, AbstractValue value) {
    if (!state.held(value.region()) || !scope.enforces(Rule.SENDABILITY)) {
      return true;
    }
    Provenance why =
        value.note() == null ? new Provenance(Provenance.Cause.STATE, "", 0) : value.note();
    String name = Scope.text(tree);
    switch (why.cause()) {
      case CAPTURED ->
          scope.error(
              DiagnosticCode.CAP104,
              tree,
              "'"
                  + why.name()
                  + "'"
                  + advice.captured(tree, why.name())
                  + " is captured by a lambda or an inner class, whose code may run more than once, so"
                  + " it cannot be moved here. Move it before, or make it inside.");
      case LAMBDA_PARAMETER ->
          scope.error(
              DiagnosticCode.CAP104,
              tree,
              "'"
                  + why.name()
                  + "' is lent to the lambda by its caller, so it cannot be moved here. "
                  + advice.owned(tree));
      default ->
          scope.error(
              DiagnosticCode.CAP102,
              tree,
              "cannot send '" + name + "': " + advice.reason(why, tree));
    }
    return false;
  }

  /** The value must be val. */
  boolean val(Tree tree, AbstractValue value, TypeMirror type) {
    if (!scope.enforces(Rule.READ_ONLY) || value.has(AbstractValue.ERROR)) {
      return true;
    }
    if (value.kind() == ReferenceKind.VAL) {
      return true;
    }
    String why = scope.context.immutableTypes.whyNot(type);
    if (value.kind() == ReferenceKind.IMM) {
      // Immutable here; only a record with tag parts is shareable without being val.
      if (why.isEmpty() || !scope.context.immutableTypes.isShareable(type)) {
        return true;
      }
    }
    String cure =
        switch (value.kind()) {
          case TAG -> "it is a tag.";
          case BOX -> "it is box: somebody may write it. Copy it.";
          case SHARED -> "it is shared, which is not the same as immutable.";
          default -> {
            String captured = body.lambdas.mutableCapture(tree);
            if (!captured.isEmpty()) {
              why = "it captures " + captured + ", which may be written";
            }
            yield (why.isEmpty() ? "it may be written" : why)
                + ". "
                + advice.frozen(tree, type)
                + advice.parameter(tree, value);
          }
        };
    scope.error(DiagnosticCode.CAP202, tree, "'" + Scope.text(tree) + "' is not val: " + cure);
    return false;
  }

  /**
   * The same for a place of type {@code place}: a val function must be one that nobody froze, as
   * calling a frozen object may write it.
   */
  boolean val(Tree tree, AbstractValue value, TypeMirror type, TypeMirror place) {
    if (value.kind() == ReferenceKind.VAL
        && scope.enforces(Rule.IMMUTABLE_FUNCTIONS)
        && scope.context.immutableFunctions.isFunction(place)) {
      scope.error(
          DiagnosticCode.CAP202,
          tree,
          "'"
              + Scope.text(tree)
              + "' is not a val "
              + TypeNames.full(place)
              + ": it was frozen, and calling it may write it. Write a lambda that captures only val.");
      return false;
    }
    return val(tree, value, type);
  }

  /**
   * The place is unannotated, but {@code declared} could have a word: a parameter, a field, or the
   * method of a result. It is null if it is not compiled now.
   */
  boolean plain(Tree tree, AbstractValue value, @Nullable Element declared) {
    place = declared;
    try {
      return plain(tree, value, declared != null && declared.getKind() == ElementKind.METHOD);
    } finally {
      place = null;
    }
  }

  /** The place is unannotated: it takes what may be read and written. */
  boolean plain(Tree tree, AbstractValue value) {
    return plain(tree, value, false);
  }

  /**
   * The same, perhaps for a result: a method that only reads may return what is part of its
   * receiver, since to the caller it is still that.
   */
  private boolean plain(Tree tree, AbstractValue value, boolean result) {
    if (!locks.stays(tree, value)) {
      return false;
    }
    if (!scope.enforces(Rule.READ_ONLY)) {
      return true;
    }
    String is =
        switch (value.kind()) {
          case VAL -> "val";
          case BOX -> result && value.has(AbstractValue.SELF) ? "" : "box";
          case TAG -> "a tag";
          default -> "";
        };
    return is.isEmpty()
        || (!constant(tree, value, scope.type(tree), "it may be written where it goes")
            && stronger(tree, is, "ref"));
  }

  /** The place is {@code @Box}: it takes what may be read. */
  boolean readable(Tree tree, AbstractValue value) {
    if (!locks.stays(tree, value)) {
      return false;
    }
    if (value.kind() != ReferenceKind.TAG || !scope.enforces(Rule.TAGS)) {
      return true;
    }
    tag(tree);
    return false;
  }

  void tag(Tree tree) {
    scope.error(
        DiagnosticCode.CAP205,
        tree,
        "'" + Scope.text(tree) + "' is a tag: only its identity may be used.");
  }

  /** The object is about to be written. */
  boolean writable(Tree at, Tree receiver, AbstractValue value, String what) {
    if (value.kind() == ReferenceKind.TAG) {
      if (scope.enforces(Rule.TAGS)) {
        tag(receiver);
      }
      return false;
    }
    if ((value.kind() == ReferenceKind.VAL || value.kind() == ReferenceKind.BOX)
        && scope.enforces(Rule.READ_ONLY)) {
      if (constant(at, value, scope.type(receiver), what)) {
        return false;
      }
      scope.error(
          DiagnosticCode.CAP203,
          at,
          what
              + ", but '"
              + Scope.text(receiver)
              + "' is "
              + (value.kind() == ReferenceKind.VAL ? "val" : "box")
              + " here. "
              + advice.own(receiver, value));
      return false;
    }
    return true;
  }

  /** The result of filling a place with {@code word}: what the new name may do. */
  AbstractValue through(RegionState state, Capability word, AbstractValue value, TypeMirror type) {
    return switch (word) {
      case TAG -> AbstractValue.TAG;
      case VAL ->
          value.kind() == ReferenceKind.IMM || value.kind() == ReferenceKind.VAL
              ? value
              : AbstractValue.VAL;
      case BOX ->
          value.kind() == ReferenceKind.REF
              ? new AbstractValue(
                  ReferenceKind.BOX, value.region(), value.note(), value.dead(), value.traits())
              : value;
      default -> value;
    };
  }
}
