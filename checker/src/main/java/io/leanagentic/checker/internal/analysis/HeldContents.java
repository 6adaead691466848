package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.ImmutableTypes;
import io.leanagentic.checker.internal.type.TypeNames;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Whether a container fits a place, by what it holds and by what the place says about that. */
final class HeldContents {
  /*
   * Only the checker knows a word on a type argument: to the compiler, List<@Val X> is a list of X. So there are three
   * cases:
   *
   *     holds        the place says      verdict
   *     val          val                 fine
   *     val          nothing             CAP204: an element could be written through it, unless it is a local
   *     mutable      val                 CAP202, unless it is new and holds nothing yet
   *
   * The middle case is no error for a local, which keeps what is known about its value, whatever its type says: `var
   * copy = new ArrayList<>(vals)` keeps VAL_PARTS.
   */

  private final Scope scope;

  HeldContents(Scope scope) {
    this.scope = scope;
  }

  /** Tells whether a container holds what the place declares; reports it if not. */
  boolean fits(Tree tree, AbstractValue value, TypeMirror declared, boolean named) {
    if (!scope.enforces(Rule.GENERICS) || value.has(AbstractValue.ERROR)) {
      return true;
    }
    if (!value.kind().regional()) {
      return !losesWords(scope.type(tree), declared) || holdsVal(tree);
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
              + TypeNames.full(declared)
              + " holds val ones. Fill a new container with frozen values.");
      return false;
    }
    return value.kind() != ReferenceKind.REF
        || !value.has(AbstractValue.VAL_PARTS)
        || named
        || holdsVal(tree);
  }

  /** Reports that a container of val would lose that word; false, for its caller. */
  private boolean holdsVal(Tree tree) {
    scope.error(
        DiagnosticCode.CAP204,
        tree,
        "'"
            + Scope.text(tree)
            + "' holds val elements and cannot become a container of mutable ones. Write @Val on"
            + " the type argument.");
    return false;
  }

  /** Tells whether only a word makes what is held val, and the place has no such word. */
  private boolean losesWords(TypeMirror from, TypeMirror place) {
    ImmutableTypes types = scope.context.immutableTypes;
    return CapabilityReader.hasWordInside(from)
        && !CapabilityReader.hasWordInside(place)
        && !types.isShareable(place)
        && !types.isShared(place)
        && place instanceof DeclaredType declared
        && declared.getTypeArguments().stream()
            .anyMatch(each ->
                each instanceof DeclaredType && !types.isShareable(each) && !types.isShared(each));
  }

  /** Tells whether a container type says, by a word, that all it holds is val. */
  boolean holdsVal(TypeMirror type) {
    return type instanceof DeclaredType declared
        && CapabilityReader.hasWordInside(declared)
        && declared.getTypeArguments().stream()
            .allMatch(scope.context.immutableTypes::isShareableAsWritten);
  }

  /** Tells whether the container was made here and is empty. */
  private static boolean isNew(Tree tree) {
    return tree instanceof NewClassTree creation && creation.getArguments().isEmpty();
  }
}
