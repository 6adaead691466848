package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.PatternTree;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.List;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Patterns: their names get the region and the capability of what is matched. */
final class PatternAnalysis {
  /*
   * A pattern gives names to a value and to parts of it. None of them is a new object, so each has the region of what
   * is matched, and the capability that reading it through its accessor would give:
   *
   *     if (message instanceof Batch(List<X> rows, @Val var head)) { rows.clear(); }    // as message.rows().clear()
   *
   * Matching tells more about a type, never about ownership. What was sent as an Object may be frozen, so whatever it
   * turns out to be may only be read, unless its type is immutable anyway (AbstractValue.FROZEN).
   */

  private final BodyAnalysis body;

  PatternAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  /** A pattern's names keep region and capability of what is matched. */
  void match(ExpressionTree selector, PatternTree pattern) {
    AbstractValue value = body.state.get(selector);
    matchValue(
        selector,
        value == null ? AbstractValue.IMM : value,
        pattern,
        CapabilityReader.hasWordInside(body.scope.type(selector)));
  }

  /** Binds the names of one pattern, and of those inside it, to {@code value} and its parts. */
  private void matchValue(
      ExpressionTree selector, AbstractValue value, PatternTree pattern, boolean worded) {
    switch (pattern) {
      case BindingPatternTree binding -> {
        AbstractValue bound =
            body.scope.enforces(Rule.PATTERNS) ? value : AbstractValue.ref(body.state.fresh());
        bound = tested(body.scope.type(binding.getVariable()), bound);
        body.statements.bind(
            body.scope.element(binding.getVariable()), null, bound, binding.getVariable());
      }
      case DeconstructionPatternTree deconstruction -> {
        TypeMirror type = body.scope.type(deconstruction);
        if (type.getKind() == TypeKind.NONE) {
          type = body.scope.type(deconstruction.getDeconstructor());
        }
        if (!(type instanceof DeclaredType declared)) {
          return;
        }
        List<? extends RecordComponentElement> components =
            ((TypeElement) declared.asElement()).getRecordComponents();
        for (int i = 0; i < components.size(); i++) {
          RecordComponentElement component = components.get(i);
          PatternTree nested = deconstruction.getNestedPatterns().get(i);
          if (nested instanceof AnyPatternTree) {
            continue;
          }
          TypeMirror partType =
              body.scope.context.types.asMemberOf(declared, component.getAccessor());
          TypeMirror componentType =
              partType instanceof ExecutableType method
                  ? method.getReturnType()
                  : component.asType();
          Capability word = body.scope.context.capabilities.of(component.getAccessor());
          if (word == Capability.NONE) {
            word = CapabilityReader.onType(componentType);
          }
          AbstractValue part =
              body.scope.enforces(Rule.PATTERNS)
                  ? component(selector, value, componentType, word, component)
                  : AbstractValue.ref(body.state.fresh());
          matchValue(selector, part, nested, worded);
        }
      }
      default -> {}
    }
  }

  /** A component, as its accessor would give it. */
  private AbstractValue component(
      ExpressionTree selector,
      AbstractValue value,
      TypeMirror type,
      Capability word,
      RecordComponentElement component) {
    AbstractValue part = body.expressions.part(selector, value, type, word);
    return part.kind() == ReferenceKind.VAL && word == Capability.VAL
        ? body.expressions.named(component.getAccessor())
        : part;
  }

  /**
   * What turns out to be of an immutable type may be read, even if it was known as a tag; what
   * turns out to be mutable may only be read if it may be frozen.
   */
  AbstractValue tested(TypeMirror type, AbstractValue value) {
    boolean immutable = body.scope.context.immutableTypes.isShareable(type);
    return switch (value.kind()) {
      case TAG -> immutable ? AbstractValue.IMM : value;
      case REF -> immutable || !value.has(AbstractValue.FROZEN) ? value : AbstractValue.VAL;
      default -> value;
    };
  }
}
