package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.analysis.StaticContents.Holds;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** Static fields, which all agents see: they must be final, and val or safe to share. */
public final class StaticAccess {
  /*
   * The rule
   *   Every agent of the process reaches a static field. So what it holds must be immutable or safe to share, and the
   *   field itself final, as an assignment would race with each read. Only code that opted in is judged, since in a
   *   program without agents a mutable static is an ordinary thing.
   *
   * What a final field holds
   *   Its type may already tell. If not, its initialiser does, if that is compiled now (StaticContents):
   *
   *       static final List<String> NAMES = List.of("a", "b");         // immutable, whatever a List may be
   *       static final List<String> VIEW = synchronizedList(...);      // shared, if each walk locks it
   *       static final int[] TABLE = {1, 2, 3};                        // only here: CAP301 where it is written
   *       static final List<X> CACHE = Elsewhere.cache();              // may be written by others: CAP301 at each use
   *
   *   A field of the third kind gives val with a note, so that an error at a write can name the field.
   */

  private StaticAccess() {}

  /** Reads an enum's constant, which is a static field: nothing in it may be written. */
  public static AbstractValue constant(Scope scope, Tree tree, Element constant) {
    return judged(scope, tree, CapabilityReader.owner(constant), constant.getSimpleName())
        ? AbstractValue.ERRONEOUS
        : AbstractValue.IMM;
  }

  /** Judges {@code values()} and {@code valueOf(...)} of an enum; tells whether that is wrong. */
  public static boolean givesConstants(Scope scope, Tree tree, ExecutableElement method) {
    String name = method.getSimpleName().toString();
    return CapabilityReader.owner(method).getKind() == ElementKind.ENUM
        && (name.equals("values") || name.equals("valueOf"))
        && judged(scope, tree, CapabilityReader.owner(method), name);
  }

  private static boolean judged(Scope scope, Tree tree, Element enumeration, CharSequence name) {
    if (!scope.optedIn() || !scope.context().options.enforces(Rule.STATICS)) {
      return false;
    }
    String why = scope.context().immutableTypes.whyMutable(enumeration);
    if (why.isEmpty()) {
      return false;
    }
    scope.error(
        DiagnosticCode.CAP301,
        tree,
        "enum constant '"
            + enumeration.getSimpleName()
            + "."
            + name
            + "' is shared by all agents and mutable: "
            + why
            + ". Make its fields final and val, or put the state in an agent.");
    return true;
  }

  /** What a static final field of this compilation holds. */
  private static Holds holds(CheckerContext context, VariableElement field) {
    return context.statics.of(field, () -> ClassAnalysis.holds(context, field));
  }

  /**
   * The value of a static field; a use that cannot be right is reported here.
   *
   * @param initialising whether its class is being initialised here, and nobody else has it yet
   */
  public static AbstractValue read(Scope scope, Tree tree, Element field, boolean initialising) {
    CheckerContext context = scope.context();
    if (CapabilityReader.has(field, "Shared")) {
      return AbstractValue.SHARED;
    }
    boolean isFinal = field.getModifiers().contains(Modifier.FINAL);
    boolean byType =
        context.immutableTypes.isShareable(field.asType())
            || CapabilityReader.has(field, "TrustedVal");
    Capability word = context.capabilities.of(field);
    boolean shared = context.immutableTypes.isShared(field.asType());
    AbstractValue value =
        byType
            ? AbstractValue.IMM
            : shared
                ? AbstractValue.SHARED
                : word == Capability.VAL
                    ? context.immutableFunctions.isCallable(field)
                        ? AbstractValue.IMM
                        : AbstractValue.VAL
                    : word == Capability.TAG ? AbstractValue.TAG : null;
    boolean judged = scope.optedIn() && context.options.enforces(Rule.STATICS);
    if (value != null) {
      if (!isFinal && judged) {
        assignable(scope, tree, field);
        return AbstractValue.ERRONEOUS;
      }
      return value;
    }
    AbstractValue held =
        AbstractValue.ref(
            RegionState.OUTER,
            new Provenance(Provenance.Cause.STATIC, field.getSimpleName().toString(), 0));
    if (context.isJdk(field)) {
      return isFinal ? AbstractValue.IMM : held;
    }
    if (isFinal && context.isSource(field)) {
      Holds holds = holds(context, (VariableElement) field);
      if (holds == Holds.IMMUTABLE) {
        return AbstractValue.IMM;
      }
      if (holds == Holds.LOCKED) {
        return AbstractValue.SHARED.withTrait(AbstractValue.LOCKED);
      }
      if (holds == Holds.UNSHARED && judged) {
        return initialising ? held : AbstractValue.VAL.withNote(held.note());
      }
    } else if (isFinal && context.isChecked(field)) {
      // Its initialiser is not in sight: here, too, what can be written is only read.
      return context.isProject(field) || !judged
          ? AbstractValue.IMM
          : AbstractValue.VAL.withNote(held.note());
    }
    if (judged) {
      mutable(scope, tree, field);
      return AbstractValue.ERRONEOUS;
    }
    return held;
  }

  /** Judges an assignment to a static field. */
  public static void write(Scope scope, Tree tree, Element field) {
    if (!scope.context().options.enforces(Rule.STATICS)
        || !scope.optedIn()
        || field.getModifiers().contains(Modifier.FINAL)
        || CapabilityReader.has(field, "Shared")) {
      return;
    }
    CheckerContext context = scope.context();
    if (context.immutableTypes.isShareable(field.asType())
        || context.immutableTypes.isShared(field.asType())) {
      assignable(scope, tree, field);
    } else {
      mutable(scope, tree, field);
    }
  }

  private static void mutable(Scope scope, Tree tree, Element field) {
    String why = scope.context().immutableTypes.whyNot(field.asType());
    scope.error(
        DiagnosticCode.CAP301,
        tree,
        "static field '"
            + field.getSimpleName()
            + "' is shared by all agents and mutable"
            + (why.isEmpty() ? "" : ": " + why)
            + ". Make it static final and val, or put it in an agent.");
  }

  private static void assignable(Scope scope, Tree tree, Element field) {
    scope.error(
        DiagnosticCode.CAP302,
        tree,
        "static field '"
            + field.getSimpleName()
            + "' is shared by all agents and can be assigned again. Make it static final and val, or"
            + " put it in an agent.");
  }
}
