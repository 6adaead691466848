package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.ImmutableTypes;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Which value may fill which place. */
final class Requirements {
  private final Scope scope;
  private final LockAnalysis locks;
  private String hint = "";

  Requirements(Scope scope, LockAnalysis locks) {
    this.scope = scope;
    this.locks = locks;
  }

  /** A value read from a name: it must not have moved. */
  AbstractValue usable(RegionState state, Tree tree, AbstractValue value) {
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

  /** What a constant holds is not handed to where it may be written. */
  private boolean constant(Tree tree, AbstractValue value, String what) {
    if (!value.isConstant()) {
      return false;
    }
    scope.error(
        DiagnosticCode.CAP301,
        tree,
        "static field '"
            + value.note().name()
            + "' is shared by all agents and mutable: "
            + what
            + ". Make it val (List.copyOf, Cap.freeze), or put it in an agent.");
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
            + hint);
    return false;
  }

  /**
   * The value is handed to somebody who may write it if its type can be written. A type variable
   * can only be passed on, and what stands for it is judged where it does.
   */
  boolean received(Tree tree, AbstractValue value, TypeMirror type) {
    if ((value.kind() != ReferenceKind.VAL && value.kind() != ReferenceKind.TAG)
        || !scope.enforces(Rule.READ_ONLY)
        || type.getKind() == TypeKind.TYPEVAR
        || (value.kind() == ReferenceKind.VAL && !value.has(AbstractValue.FROZEN) && isOpen(type))
        || scope.context.immutableTypes.isShareable(type)) {
      return true;
    }
    scope.error(
        DiagnosticCode.CAP204,
        tree,
        "'"
            + Scope.text(tree)
            + "' is "
            + (value.kind() == ReferenceKind.VAL ? "val" : "a tag")
            + ", but who receives a "
            + typeName(type)
            + " may write it. Send it in a record, as a component marked "
            + (value.kind() == ReferenceKind.VAL ? "@Val." : "@Tag."));
    return false;
  }

  /** A val collection is believed to refuse to be written, as {@code List.of} does. */
  private boolean isOpen(TypeMirror type) {
    return ExpressionAnalysis.isObject(type)
        || (type instanceof DeclaredType declared
            && declared.asElement().getKind() == ElementKind.INTERFACE
            && scope.context.isJdk(declared.asElement()));
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
                  + "' is captured by a lambda that may run more than once, so it cannot be moved"
                  + " here.");
      case LAMBDA_PARAMETER ->
          scope.error(
              DiagnosticCode.CAP104,
              tree,
              "'"
                  + why.name()
                  + "' is lent to the lambda by its caller, so it cannot be moved here. Send a copy,"
                  + " or give the parameter of the functional interface @Iso.");
      default ->
          scope.error(
              DiagnosticCode.CAP102,
              tree,
              "cannot send '" + name + "': " + reason(why, name, copy(tree)));
    }
    return false;
  }

  private static String reason(Provenance why, String name, String copy) {
    String line = why.line() == 0 ? "" : " on line " + why.line();
    return switch (why.cause()) {
      case PARAMETER ->
          "it is "
              + (why.name().equals(name)
                  ? "a parameter"
                  : "part of the parameter '" + why.name() + "'")
              + ": mark "
              + (why.name().equals(name) ? "it" : "that")
              + " @Iso so that the caller gives it up.";
      case THIS ->
          "it is, or reaches, the agent itself. Send its AgentRef or a copy of what is needed.";
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
              + "' of a @Val interface, and who implements that may still hold it. Send a copy, or"
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

  private static final String HOW = "docs/guide/how-to-copy.md";

  /** What to send instead: code that compiles, where that can be known. */
  private String copy(Tree tree) {
    if (tree instanceof NewClassTree || tree instanceof MethodInvocationTree) {
      return "Copy the mutable parts that it still shares too (" + HOW + ").";
    }
    String copied = copyOf(tree, scope.type(tree), false);
    return "Send a copy ("
        + (copied.isEmpty() ? HOW : copied)
        + "), or keep it in a Slot and take() it.";
  }

  /** An expression that copies what holds nothing mutable; empty if it takes more than that. */
  private String copyOf(Tree tree, TypeMirror type, boolean val) {
    boolean named = tree instanceof IdentifierTree || tree instanceof MemberSelectTree;
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
      // Immutable in this flow; only a record with tag parts is shareable without being val.
      if (why.isEmpty() || !scope.context.immutableTypes.isShareable(type)) {
        return true;
      }
    }
    String cure =
        switch (value.kind()) {
          case TAG -> "it is a tag.";
          case BOX -> "it is box: somebody may write it. Copy it.";
          case SHARED -> "it is shared, which is not the same as immutable.";
          default -> (why.isEmpty() ? "it may be written" : why) + ". " + frozen(tree, type);
        };
    scope.error(DiagnosticCode.CAP202, tree, "'" + Scope.text(tree) + "' is not val: " + cure);
    return false;
  }

  private String frozen(Tree tree, TypeMirror type) {
    if (type instanceof DeclaredType declared
        && scope.context.immutableFunctions.isFunction(declared)) {
      return "Write a lambda that captures only val, tags and what is shared.";
    }
    String copied = copyOf(tree, type, true);
    return copied.isEmpty()
        ? "Freeze it (Cap.freeze) if nothing else reaches it, or copy it (" + HOW + ")."
        : "Copy it: " + copied + ".";
  }

  /**
   * The same for a place of type {@code place}: a function that is val must be one that nobody
   * froze, as calling a frozen object may write it.
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
              + typeName(place)
              + ": it was frozen, and calling it may write it. Write a lambda that captures only val.");
      return false;
    }
    return val(tree, value, type);
  }

  /** The same for an argument, whose parameter could say that it is only read. */
  boolean lent(Tree tree, AbstractValue value, VariableElement parameter) {
    hint =
        parameter == null
            ? ""
            : " If '" + parameter.getSimpleName() + "' is only read there, mark it @Box.";
    try {
      return plain(tree, value);
    } finally {
      hint = "";
    }
  }

  /** The place is unannotated: it takes what may be read and written. */
  boolean plain(Tree tree, AbstractValue value) {
    return plain(tree, value, false);
  }

  /**
   * The same for a result, which a reading method may give back as what its receiver is to the
   * caller.
   */
  boolean plain(Tree tree, AbstractValue value, boolean result) {
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
        || (!constant(tree, value, "who gets it here may write it") && stronger(tree, is, "ref"));
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
      if (constant(at, value, what)) {
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
              + " here.");
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

  /** What a container holds must be what its declaration says it holds. */
  boolean contents(Tree tree, AbstractValue value, TypeMirror declared, boolean named) {
    if (!scope.enforces(Rule.GENERICS)
        || !value.kind().regional()
        || value.has(AbstractValue.ERROR)) {
      return true;
    }
    if (holdsVal(declared)) {
      if (value.has(AbstractValue.VAL_PARTS) || isNew(tree) || holdsVal(scope.type(tree))) {
        return true;
      }
      scope.error(
          DiagnosticCode.CAP202,
          tree,
          "'"
              + Scope.text(tree)
              + "' is not val: it may hold mutable elements, but "
              + typeName(declared)
              + " holds val ones. Fill a new container with frozen values.");
      return false;
    }
    if (value.kind() == ReferenceKind.REF && value.has(AbstractValue.VAL_PARTS) && !named) {
      scope.error(
          DiagnosticCode.CAP204,
          tree,
          "'"
              + Scope.text(tree)
              + "' holds val elements and cannot become a container of mutable ones. Write @Val on"
              + " the type argument.");
      return false;
    }
    return true;
  }

  /** Tells whether a container type says, by a word, that all it holds is val. */
  boolean holdsVal(TypeMirror type) {
    return type instanceof DeclaredType declared
        && CapabilityReader.hasWordInside(declared)
        && declared.getTypeArguments().stream()
            .allMatch(scope.context.immutableTypes::isShareableAsWritten);
  }

  private static boolean isNew(Tree tree) {
    return tree instanceof NewClassTree creation && creation.getArguments().isEmpty();
  }

  static String typeName(TypeMirror type) {
    return ImmutableTypes.name(type);
  }
}
