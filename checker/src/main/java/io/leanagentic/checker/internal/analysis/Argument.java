package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.type.Capability;
import javax.lang.model.type.TypeMirror;

/**
 * One argument of a call, after it was evaluated.
 *
 * @param word the capability that its place asks for
 * @param parameter the index of the parameter it fills, or -1
 * @param kept whether the method may keep it, or its result may reach it
 */
record Argument(
    ExpressionTree tree,
    AbstractValue value,
    Capability word,
    TypeMirror type,
    int parameter,
    boolean kept) {
  /** Tells whether it may only be read, although nothing says that the method only reads it. */
  boolean isRestricted() {
    return word == Capability.NONE
        && (value.kind() == ReferenceKind.VAL || value.kind() == ReferenceKind.BOX || isView());
  }

  boolean isView() {
    return value.kind() == ReferenceKind.SHARED && value.has(AbstractValue.LOCKED);
  }

  Argument notKept() {
    return new Argument(tree, value, word, type, parameter, false);
  }
}
