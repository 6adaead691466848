package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A method reference keeps the promises of the method that it implements, as an override does. */
public final class MethodReferenceCheck {
  /*
   * X::method stands for a lambda that nobody wrote, so there is no body to walk. Instead the method is compared, word
   * by word, with the one that it implements, as an override is: it may not demand more of its parameters than it is
   * handed, or promise less.
   *
   *     interface Sink { void put(X x); }
   *     Sink s = K::takeIso;         // CAP401: put lends its x, and takeIso would give it away
   *
   * What it is handed may be better than the functional interface says. A call lends something to the function: part
   * of a val receiver is val, however Consumer is declared. And if the function owns what it is given, it may demand
   * @Iso. Where word or type rule out harm, nothing is compared: the parameter is immutable, or the tables say that the
   * method keeps nothing.
   *
   * An unbound reference (X::mutate) makes the first parameter the receiver, which must not be written if it may only
   * be read: CAP203.
   */

  private final Scope scope;
  private final MemberReferenceTree tree;
  private final ExecutableElement method;

  MethodReferenceCheck(Scope scope, MemberReferenceTree tree, ExecutableElement method) {
    this.scope = scope;
    this.tree = tree;
    this.method = method;
  }

  /** Reports a parameter that demands a val function, which is called, where any val may come. */
  public static void demandsFunction(
      Scope scope, Tree at, String where, VariableElement parameter) {
    scope.error(
        DiagnosticCode.CAP401,
        at,
        "parameter '"
            + parameter.getSimpleName()
            + "' demands a val function, but "
            + where
            + " hands it any val.");
  }

  /**
   * Advice about the declaration that lacks a word: the promise if it has none, else what should
   * keep it.
   */
  public static String weaker(
      CheckerContext context,
      Element promise,
      Capability promised,
      Element keeper,
      Capability kept) {
    return promised == Capability.NONE
        ? context.mark(promise, kept.toString())
        : context.mark(keeper, promised.toString());
  }

  /** Tells whether nothing that matters can be in a value of the type. */
  public static boolean isPlainData(CheckerContext context, TypeMirror type) {
    return type.getKind() == TypeKind.VOID || context.immutableTypes.isShareable(type);
  }

  /**
   * Judges the reference against the functional method it implements.
   *
   * @param onType whether it names a type before the colons, not an object
   * @param lent what the call does with the function, or null
   * @param owned whether what it is handed is its own
   * @param bound the object before the colons, or null
   */
  void check(
      boolean onType,
      LambdaAnalysis.@Nullable Lent lent,
      boolean owned,
      @Nullable AbstractValue bound) {
    CheckerContext context = scope.context;
    if (!context.options.enforces(Rule.OVERRIDES)) {
      return;
    }
    ExecutableElement functional =
        FunctionalTypes.functionalMethod(context.capabilities, scope.type(tree));
    if (functional == null) {
      return;
    }
    AbstractValue elements = lent == null ? null : lent.value();
    boolean flowsOn = lent != null && lent.flowsOn();
    boolean unbound =
        onType
            && method.getKind() == ElementKind.METHOD
            && !method.getModifiers().contains(Modifier.STATIC);
    if (mayWrite(unbound, elements, bound)) {
      return;
    }
    parameters(functional, unbound ? 1 : 0, elements, owned);
    Capability promised = context.capabilities.of(functional);
    Capability given =
        method.getKind() == ElementKind.CONSTRUCTOR
            ? Capability.ISO
            : context.capabilities.of(method);
    if (!isPlainData(context, method.getReturnType())
        && functional.getReturnType().getKind() != TypeKind.VOID
        && method.getKind() != ElementKind.CONSTRUCTOR
        && !(flowsOn && promised == Capability.NONE)
        && !copiesVal(functional)
        && (!given.provides(promised)
            || (context.immutableFunctions.isCallable(functional)
                && !context.immutableFunctions.isCallable(method)))) {
      scope.error(
          DiagnosticCode.CAP401,
          tree,
          "the result of '"
              + functional.getSimpleName()
              + "' is "
              + promised
              + "; that of '"
              + method.getSimpleName()
              + "' is "
              + given
              + "."
              + weaker(context, functional, promised, method, given));
    }
  }

  /**
   * Reports, and tells, whether the method may write an element or a receiver that is only read.
   */
  private boolean mayWrite(
      boolean unbound, @Nullable AbstractValue elements, @Nullable AbstractValue bound) {
    return (unbound && !isSimple() && mayWrite("the elements are", elements))
        || mayWrite("its receiver is", bound);
  }

  /** The same for one {@code value}; null if there is none. */
  private boolean mayWrite(String subject, @Nullable AbstractValue value) {
    if (value == null
        || (value.kind() != ReferenceKind.VAL && value.kind() != ReferenceKind.BOX)
        || readsOnly()) {
      return false;
    }
    scope.error(
        DiagnosticCode.CAP203,
        tree,
        "'"
            + method.getSimpleName()
            + "()' may write (if it does not, mark it @ReadOnly"
            + declared()
            + "), but "
            + subject
            + " "
            + (value.kind() == ReferenceKind.VAL ? "val" : "box")
            + " here.");
    return true;
  }

  /** Where the method is declared, after a comma, for text in brackets. */
  private String declared() {
    return scope.context.place(method).replace(" (", ", ").replace(")", "");
  }

  /** Tells whether the tables say that the method makes something new of val. */
  private boolean copiesVal(ExecutableElement functional) {
    CheckerContext context = scope.context;
    return (context.model(method).has(MethodTrait.FRESH)
            || context.model(method).has(MethodTrait.VAL))
        && scope.type(tree) instanceof DeclaredType target
        && context.types.asMemberOf(target, functional) instanceof ExecutableType type
        && type.getReturnType() instanceof DeclaredType result
        && !result.getTypeArguments().isEmpty()
        && result.getTypeArguments().stream()
            .allMatch(context.immutableTypes::isShareableAsWritten);
  }

  /** Tells whether the method writes nothing of its receiver. */
  private boolean readsOnly() {
    return method.getModifiers().contains(Modifier.STATIC)
        || scope.context.capabilities.declaresReadOnly(method)
        || scope.context.model(method).has(MethodTrait.READS)
        || scope.summaries().isReadOnly(method);
  }

  /** Tells whether objects of the method's class are immutable anyway. */
  private boolean isSimple() {
    return scope.context.immutableTypes.isShareable(CapabilityReader.owner(method).asType());
  }

  /** Compares parameters; {@code shift} is one if the first one given is the receiver. */
  private void parameters(
      ExecutableElement functional, int shift, @Nullable AbstractValue elements, boolean owned) {
    CheckerContext context = scope.context;
    List<? extends VariableElement> given = functional.getParameters();
    List<? extends TypeMirror> actual =
        scope.type(tree) instanceof DeclaredType target
                && context.types.asMemberOf(target, functional) instanceof ExecutableType type
            ? type.getParameterTypes()
            : List.of();
    for (int i = 0; i < method.getParameters().size() && i + shift < given.size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      Capability demanded = context.capabilities.of(parameter);
      Capability accepted = context.capabilities.of(given.get(i + shift));
      if (accepted == Capability.NONE && owned) {
        accepted = Capability.ISO;
      } else if (accepted == Capability.NONE && elements != null) {
        accepted = elements.kind() == ReferenceKind.VAL ? Capability.VAL : Capability.BOX;
      }
      boolean harmless =
          isPlainData(context, parameter.asType())
              || (i + shift < actual.size() && isPlainData(context, actual.get(i + shift)))
              || context.model(method).has(MethodTrait.KEEPS_OUT)
              || context.model(method).has(MethodTrait.DERIVE);
      if (context.immutableFunctions.isCallable(parameter)
          && !context.immutableFunctions.isCallable(given.get(i + shift))) {
        demandsFunction(
            scope,
            tree,
            "'" + functional.getSimpleName() + "'" + context.place(functional),
            parameter);
        return;
      }
      if (!harmless && !demanded.acceptsAllOf(accepted)) {
        scope.error(
            DiagnosticCode.CAP401,
            tree,
            "'"
                + method.getSimpleName()
                + "' demands "
                + demanded
                + " for '"
                + parameter.getSimpleName()
                + "'"
                + context.place(parameter)
                + ", but '"
                + functional.getSimpleName()
                + "' hands it "
                + accepted
                + ". Write a lambda that makes a copy."
                + weaker(context, given.get(i + shift), accepted, parameter, demanded));
        return;
      }
    }
  }
}
