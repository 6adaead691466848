package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import io.leanagentic.checker.internal.analysis.StaticContents.Holds;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.TypeNames;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Fields and array elements: reading, and storing, which connects. */
final class FieldAnalysis {
  /*
   * Reading
   *   What is read is part of its owner. The word of the field and the kind of the owner give its kind ("viewpoint"): a
   *   field without a word of something box is box, a @Val field of it is val, a @Tag field a tag. That table is in
   *   ExpressionAnalysis.part.
   *
   *       class Desk { @Val List<Order> done; List<Order> open; }
   *       void t(@Box Desk desk) {
   *         desk.done.getFirst();     // val: nobody can write it
   *         desk.open.getFirst();     // box: the owner of the desk may write it
   *       }
   *
   *   More may be known about a final field than its type says: if all constructors give it List.copyOf(...), what it
   *   holds is immutable, and reading it ties nothing to its owner (MethodSummaries.held).
   *
   * Storing
   *   What is stored must fit the word of the field, and the owner must be one that can be written. Then both regions
   *   become one, so that both leave together or not at all. A static field is in region 0. An element of an array has
   *   the word of the array's component type.
   *
   *   The owner is evaluated first and the value second, as in Java. So the owner is looked at again afterwards: in
   *   `holder.x = give(holder)` it is gone by then.
   */

  private final BodyAnalysis body;

  FieldAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  private static boolean isStatic(Element field) {
    return field.getModifiers().contains(Modifier.STATIC);
  }

  /** Reads a field by its simple name: one of this object, of one around it, or a static one. */
  AbstractValue readUnqualified(IdentifierTree tree, Element field) {
    if (isStatic(field)) {
      return readStatic(tree, field);
    }
    return read(tree, tree, implicitOwner(field), field);
  }

  /** The object whose part is written: {@code tree}; for a simple name the owner of the member. */
  private AbstractValue owner(@Nullable ExpressionTree tree, @Nullable Element member) {
    return tree == null
        ? implicitOwner(Objects.requireNonNull(member))
        : body.expressions.eval(tree);
  }

  /** {@code this}, or an object around it, whichever has the member. */
  AbstractValue implicitOwner(Element member) {
    Element owner = CapabilityReader.owner(member);
    boolean mine =
        owner.equals(body.scope.owner)
            || (owner instanceof TypeElement above
                && body.scope.context.capabilities.supertypes(body.scope.owner).contains(above));
    return mine ? body.self() : body.outerSelf(owner);
  }

  /**
   * Reads a static field or a constant of an enum. While its class is initialised, nobody else has
   * it yet.
   */
  AbstractValue readStatic(Tree tree, Element field) {
    return field.getKind() == ElementKind.ENUM_CONSTANT
        ? StaticAccess.constant(body.scope, tree, field)
        : StaticAccess.read(
            body.scope,
            tree,
            field,
            body.initialising
                && !body.insideLambda
                && CapabilityReader.owner(field).equals(body.scope.owner));
  }

  /** What a static field holds once the initialisation of its class gives it this value. */
  Holds holds(Element field, ExpressionTree source, AbstractValue value) {
    boolean free =
        value.kind() == ReferenceKind.VAL
            || (value.kind() == ReferenceKind.REF && !body.state.held(value.region()));
    if (value.has(AbstractValue.LOCKED)) {
      return value.kind() == ReferenceKind.SHARED ? Holds.LOCKED : Holds.MUTABLE;
    }
    if (value.kind() == ReferenceKind.IMM
        || value.kind() == ReferenceKind.SHARED
        || isLock(source)) {
      return Holds.IMMUTABLE;
    }
    if (!free) {
      return Holds.MUTABLE;
    }
    return isView(source) && body.contents.areVal(field.asType())
        ? Holds.IMMUTABLE
        : Holds.UNSHARED;
  }

  /** Reads a field of {@code owner}, which is written as {@code ownerTree}. */
  AbstractValue read(Tree tree, Tree ownerTree, AbstractValue owner, Element field) {
    if (isStatic(field)) {
      return readStatic(tree, field);
    }
    TypeMirror type = body.scope.type(tree);
    Capability word = body.scope.context.capabilities.of(field);
    if (word == Capability.NONE
        && owner.kind() == ReferenceKind.IMM
        && CapabilityReader.owner(field).getKind() == ElementKind.ENUM) {
      return owner; // The constants are immutable, and so is all they were given.
    }
    AbstractValue value = body.expressions.part(ownerTree, owner, type, word);
    if (value.kind() == ReferenceKind.VAL && word == Capability.VAL) {
      return body.expressions.named(field);
    }
    if (value.kind() == ReferenceKind.REF && CapabilityReader.has(field, "TrustedVal")) {
      return AbstractValue.IMM;
    }
    if (value.kind() == ReferenceKind.REF && CapabilityReader.has(field, "Shared")) {
      return AbstractValue.SHARED;
    }
    if (value.kind().regional() && word == Capability.NONE) {
      AbstractValue held = body.scope.summaries().held(field);
      if (!held.regional()) {
        return held;
      }
    }
    value = body.expressions.holding(field.asType(), value);
    if (value.regional()
        && value.note() != null
        && value.note().cause() == Provenance.Cause.THIS
        && body.state.find(value.region()) == RegionState.OUTER) {
      return value.withNote(
          new Provenance(Provenance.Cause.STATE, field.getSimpleName().toString(), 0));
    }
    return value;
  }

  /** Tells whether it is {@code new Object()}, which has an identity and nothing else. */
  private boolean isLock(ExpressionTree source) {
    return ExpressionAnalysis.bare(source) instanceof NewClassTree creation
        && creation.getClassBody() == null
        && body.scope.type(creation).toString().equals("java.lang.Object");
  }

  /**
   * Tells whether the expression calls a method whose result shows its argument and cannot be
   * written.
   */
  private boolean isView(ExpressionTree source) {
    ExecutableElement method =
        ExpressionAnalysis.bare(source) instanceof MethodInvocationTree call
            ? body.scope.method(call)
            : null;
    return method != null && body.scope.context.model(method).has(MethodTrait.VIEW);
  }

  /**
   * Reads an element of an array, which is looked at again after the index, as that may give it
   * away.
   */
  AbstractValue readElement(ArrayAccessTree tree) {
    AbstractValue array = body.expressions.eval(tree.getExpression());
    body.state.put(tree, array);
    body.expressions.eval(tree.getIndex());
    AbstractValue now =
        body.requirements.usable(body.state, tree.getExpression(), body.state.remove(tree));
    return body.expressions.part(
        tree.getExpression(),
        now,
        body.scope.type(tree),
        body.contents.elementWord(tree.getExpression()));
  }

  /**
   * Assigns to a local variable, a static field, a field or an element; the value of the whole is
   * what was assigned.
   */
  AbstractValue assign(AssignmentTree tree) {
    ExpressionTree target = ExpressionAnalysis.bare(tree.getVariable());
    ExpressionTree source = tree.getExpression();
    Element element = target instanceof ArrayAccessTree ? null : body.scope.element(target);
    if (element != null && CaptureAnalysis.isLocal(element)) {
      AbstractValue value = body.expressions.eval(source);
      body.statements.bind(element, source, value, tree);
      return value;
    }
    if (element != null && isStatic(element)) {
      AbstractValue value = body.expressions.eval(source);
      StaticAccess.write(body.scope, target, element);
      if (element.getModifiers().contains(Modifier.FINAL)) {
        body.scope.context.statics.give(element, holds(element, source, value));
      }
      if (value.regional()) {
        body.state.merge(RegionState.OUTER, value.region(), stored(element.getSimpleName(), tree));
      }
      return value;
    }
    ExpressionTree ownerTree = ownerOf(target);
    AbstractValue owner = owner(ownerTree, element);
    body.state.put(target, owner);
    if (target instanceof ArrayAccessTree access) {
      body.expressions.eval(access.getIndex());
    }
    AbstractValue value = body.expressions.eval(source);
    Tree shown = ownerTree == null ? target : ownerTree;
    AbstractValue ownerNow = body.requirements.usable(body.state, shown, body.state.remove(target));
    if (ownerNow.has(AbstractValue.ERROR)) {
      return value;
    }
    if (body.requirements.writable(
        target, shown, ownerNow, "'" + Scope.text(target) + "' would be written")) {
      store(ownerNow, target, element, source, value, tree);
    }
    return value;
  }

  /** What stands before the dot or the bracket; null for a simple name. */
  private static @Nullable ExpressionTree ownerOf(ExpressionTree target) {
    return switch (target) {
      case MemberSelectTree select -> select.getExpression();
      case ArrayAccessTree access -> access.getExpression();
      default -> null;
    };
  }

  /** The reason why a value that is put into {@code name} here is held. */
  private Provenance stored(CharSequence name, Tree at) {
    return new Provenance(Provenance.Cause.STORED, name.toString(), body.scope.line(at));
  }

  /** Judges the value by the word of its place, and connects it with the owner. */
  private void store(
      AbstractValue owner,
      ExpressionTree target,
      @Nullable Element field,
      ExpressionTree source,
      AbstractValue value,
      Tree at) {
    if (value.has(AbstractValue.ERROR)) {
      return;
    }
    if (body.onStore != null && field != null) {
      body.onStore.accept(field, value);
    }
    Capability word =
        field != null
            ? body.scope.context.capabilities.of(field)
            : body.contents.elementWord(((ArrayAccessTree) target).getExpression());
    TypeMirror type = body.scope.type(source);
    boolean fits =
        switch (word) {
          case VAL ->
              field == null
                  ? body.requirements.val(source, value, type)
                  : body.requirements.fills(source, value, type, field);
          case BOX -> body.requirements.readable(source, value);
          case TAG -> true;
          default ->
              (field != null && holdsView(field, value))
                  || body.requirements.plain(source, value, field);
        };
    if (field != null && word != Capability.TAG) {
      fits &= body.requirements.held.fits(source, value, field.asType(), false);
    }
    if (fits && word != Capability.TAG && value.regional()) {
      connect(owner, value, target, at);
    }
  }

  /** Tells whether a field holds nothing but synchronized views, or somebody answers for it. */
  boolean holdsView(Element field, AbstractValue value) {
    return value.has(AbstractValue.LOCKED)
        && (CapabilityReader.has(field, "Shared")
            || body.scope.summaries().held(field).has(AbstractValue.LOCKED));
  }

  /**
   * Makes the owner and what it now reaches one region. Others hold an owner without a region, as
   * it is shared.
   */
  private void connect(AbstractValue owner, AbstractValue value, Tree target, Tree at) {
    if (!body.scope.enforces(Rule.REGION_MERGE)) {
      return;
    }
    int into = owner.regional() ? owner.region() : RegionState.OUTER;
    body.state.merge(into, value.region(), stored(Scope.text(target), at));
  }

  /** A new array of {@code items}. */
  AbstractValue connectItems(Tree tree, List<? extends ExpressionTree> items, int region) {
    for (ExpressionTree item : items) {
      AbstractValue value = body.requirements.usable(body.state, item, body.state.remove(item));
      if (value.kind() != ReferenceKind.TAG
          && body.requirements.plain(item, value)
          && value.regional()) {
        if (body.scope.enforces(Rule.REGION_MERGE)) {
          body.state.merge(region, value.region(), stored(Scope.text(tree), tree));
        }
      }
    }
    return AbstractValue.ref(region);
  }

  /** {@code +=} and the like write their target; their result is a primitive or a string. */
  AbstractValue compound(CompoundAssignmentTree tree) {
    write(tree, tree.getVariable());
    body.expressions.eval(tree.getExpression());
    return AbstractValue.IMM;
  }

  /** A write of a primitive or a string, which connects nothing. */
  void write(Tree at, ExpressionTree variable) {
    ExpressionTree target = ExpressionAnalysis.bare(variable);
    Element element = target instanceof ArrayAccessTree ? null : body.scope.element(target);
    if (element != null && CaptureAnalysis.isLocal(element)) {
      return;
    }
    if (element != null && isStatic(element)) {
      StaticAccess.write(body.scope, target, element);
      return;
    }
    ExpressionTree ownerTree = ownerOf(target);
    AbstractValue owner = owner(ownerTree, element);
    if (target instanceof ArrayAccessTree access) {
      body.expressions.eval(access.getIndex());
    }
    if (!owner.has(AbstractValue.ERROR)) {
      body.requirements.writable(
          target,
          ownerTree == null ? target : ownerTree,
          owner,
          "'" + Scope.text(target) + "' would be written");
    }
  }

  /** Reports an unchecked cast that would make something immutable. */
  AbstractValue checkCast(TypeCastTree tree, AbstractValue value) {
    TypeMirror to = body.scope.type(tree);
    TypeMirror from = body.scope.type(tree.getExpression());
    if (body.scope.enforces(Rule.GENERICS)
        && value.kind() != ReferenceKind.IMM
        && to instanceof DeclaredType declared
        && !declared.getTypeArguments().isEmpty()
        && body.scope.context.immutableTypes.isVal(to)
        && !body.scope.context.immutableTypes.isVal(body.scope.context.types.erasure(to))
        && !body.scope.context.immutableTypes.isVal(from)
        && !body.scope.context.types.isSubtype(from, to)) {
      body.error(
          DiagnosticCode.CAP202,
          tree,
          "'"
              + Scope.text(tree)
              + "' is not val: the cast to "
              + TypeNames.full(to)
              + " is not checked at run time. Copy it instead.");
    }
    return value;
  }
}
