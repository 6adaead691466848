package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.Objects;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** What a lambda or a class body that is val captures is val, too. */
final class ImmutableCaptures {
  /*
   * A lambda has no declaration that could be judged, but its captures are its fields. So where one becomes a val
   * interface, each capture must be what a field of a val class must be: val, a tag, or shared. The same goes for the
   * variables and the enclosing object that a class captures without naming them in a field.
   */

  private final BodyAnalysis body;

  ImmutableCaptures(BodyAnalysis body) {
    this.body = body;
  }

  /** Tells whether a lambda for {@code target} may have these captures; reports what is wrong. */
  boolean fitLambda(TypeMirror target, CaptureAnalysis captures) {
    TypeElement function = function(target);
    return function == null || fit("a lambda of " + named(function), captures, body.self());
  }

  /** The same for what a method reference is bound to, written as {@code tree}. */
  boolean fitReference(TypeMirror target, Tree tree, AbstractValue bound) {
    TypeElement function = function(target);
    if (function == null || !bound.regional()) {
      return true;
    }
    complain(
        tree,
        Scope.text(tree),
        bound,
        "a method reference of " + named(function) + " is bound to it");
    return false;
  }

  /** Judges a class body with what it captures. */
  void fitClass(TypeElement type, CaptureAnalysis captures) {
    if (!body.scope.enforces(Rule.IMMUTABLE_FUNCTIONS)) {
      return;
    }
    AbstractValue outer =
        CaptureAnalysis.isInnerMember(type)
            ? body.outerSelf(type.getEnclosingElement())
            : body.self();
    if (CapabilityReader.direct(type) == Capability.VAL) {
      fit("the @Val class " + type.getSimpleName(), captures, outer);
    } else if (type.getSimpleName().isEmpty()) {
      TypeElement function = promised(type);
      if (function != null) {
        fit("an anonymous " + named(function), captures, outer);
      }
    }
  }

  /** Judges the object around an inner class that is marked val. */
  static void fitMember(Scope scope, ClassTree tree, TypeElement type) {
    if (CaptureAnalysis.isInnerMember(type)) {
      BodyAnalysis nowhere = new BodyAnalysis(scope, null, null, false, false, false);
      nowhere.captures.fitClass(type, CaptureAnalysis.of(scope, new RegionState(), tree, type));
    }
  }

  private @Nullable TypeElement function(TypeMirror target) {
    if (!body.scope.enforces(Rule.IMMUTABLE_FUNCTIONS)) {
      return null;
    }
    TypeElement val = body.scope.context.immutableFunctions.of(target);
    return val == null && target instanceof DeclaredType declared
        ? promised((TypeElement) declared.asElement())
        : val;
  }

  /** The val interface that a type implements, or the open type that others trust; else null. */
  private @Nullable TypeElement promised(TypeElement type) {
    TypeElement val = body.scope.context.immutableFunctions.of(type);
    if (val != null || !body.scope.optedIn) {
      return val;
    }
    if (body.scope.context.promises.isPromise(type)) {
      return type;
    }
    for (TypeElement above : body.scope.context.capabilities.supertypes(type)) {
      if (body.scope.context.promises.isPromise(above)) {
        return above;
      }
    }
    return null;
  }

  private static String named(TypeElement function) {
    return CapabilityReader.direct(function) == Capability.VAL
        ? function.getSimpleName() + ", which is @Val"
        : function.getSimpleName() + ", which counts as safe to share";
  }

  private boolean fit(String by, CaptureAnalysis captures, AbstractValue outer) {
    boolean[] fits = {true};
    captures.variables.forEach((variable, use) -> {
      AbstractValue value = body.local(variable, use);
      if (value.regional()) {
        complain(use, variable.getSimpleName().toString(), value, "it is captured by " + by);
        fits[0] = false;
      }
    });
    if (captures.outerObject && outer.regional()) {
      body.error(
          DiagnosticCode.CAP202,
          Objects.requireNonNull(captures.outerUse),
          "'this' is not val: it is captured by "
              + by
              + ". Copy what is needed of it to a local first, or make it static.");
      fits[0] = false;
    }
    return fits[0];
  }

  private void complain(Tree tree, String name, AbstractValue value, String how) {
    body.error(
        DiagnosticCode.CAP202,
        tree,
        "'"
            + name
            + "' is not val: "
            + how
            + (value.kind() == ReferenceKind.BOX
                ? ", and somebody may write it. Copy it."
                : ", and it may be written. Freeze it (Cap.freeze), copy it, or use something"
                    + " shared."));
  }
}
