package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.FunctionalTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Whether the receiver and the arguments of a call may go where they are put. What moves is judged
 * later, by {@link MoveCheck}, once it is known what the call connects.
 */
final class CallAdmission {
  /*
   * Receivers
   *   On what may only be read, only methods that read may be called: they are marked @ReadOnly, or the tables say so,
   *   or they cannot be overridden and their body writes nothing of the receiver. On a tag none may be called.
   *
   * Arguments that may only be read
   *   A parameter without a word takes what may be written. To demand @Box on each helper that only looks would be a
   *   burden, so a method that is compiled now and cannot be overridden is walked once more with what this call gives
   *   it (MethodSummaries.given). If that walk finds no error, the argument is admitted:
   *
   *       private static int total(List<Line> lines) {...}        // no word
   *       total(order.lines())                                    // val: fine if total only reads
   *
   *   The walk takes all restricted arguments of the call together, as one may be stored in another.
   *
   * Functions
   *   A function that the callee calls with parts of what may only be read must not write its parameter
   *   (ReadingFunctions). A method of the JDK may hand parts of its receiver to every function; for other methods the
   *   same walk tells which function is given what.
   *
   * Parallel streams
   *   Steps of a parallel stream run on several threads at once. So they may capture nothing mutable, and elements must
   *   be val, since two steps could be given parts of one region.
   */

  private final BodyAnalysis body;

  CallAdmission(BodyAnalysis body) {
    this.body = body;
  }

  /** Tells whether the receiver and the arguments may go where they are put. */
  boolean admit(CallSite site, List<Argument> arguments) {
    boolean fits = body.locks.receives(site);
    AbstractValue receiver = site.receiver();
    if (receiver != null
        && (receiver.kind() == ReferenceKind.VAL
            || receiver.kind() == ReferenceKind.BOX
            || receiver.kind() == ReferenceKind.TAG)) {
      Tree shown = site.receiverTree() == null ? site.tree() : site.receiverTree();
      if (receiver.kind() == ReferenceKind.TAG || !reads(site.method(), site.model())) {
        fits =
            body.requirements.writable(
                site.tree(),
                shown,
                receiver,
                "'" + site.method().getSimpleName() + "()' may write" + ifItReads(site.method()));
      }
    }
    if (receiver != null
        && receiver.has(AbstractValue.PARALLEL)
        && body.scope.enforces(Rule.SINKS)) {
      fits &= parallel(arguments);
    }
    if (StreamAnalysis.startsParallel(site.model(), arguments.stream().map(Argument::tree).toList())
        && body.scope.optedIn
        && body.scope.enforces(Rule.SINKS)) {
      fits &= parallelElements(site) && parallel(arguments);
    }
    boolean given = given(site.method(), arguments) != null;
    boolean jdk = body.scope.context.isJdk(site.method());
    for (Argument argument : arguments) {
      fits &= (given && argument.isRestricted()) || lends(site, argument) || admit(site, argument);
      ReferenceKind handedOn =
          given && argument.parameter() >= 0
              ? body.scope
                  .summaries()
                  .lent(
                      site.method(),
                      restricted(arguments),
                      site.method().getParameters().get(argument.parameter()))
              : null;
      if (jdk || handedOn != null) {
        fits &= reads(site, argument, handedOn);
      }
      fits &= contents(site, argument);
    }
    return fits;
  }

  /** What a method returns if some arguments may only be read; null if it needs more. */
  @Nullable ReferenceKind given(ExecutableElement method, List<Argument> arguments) {
    Map<Integer, ReferenceKind> restricted = restricted(arguments);
    return restricted.isEmpty()
            || !body.scope.enforces(Rule.READ_ONLY)
            || arguments.stream().anyMatch(each -> each.isView() && isSpread(method, each))
        ? null
        : body.scope.summaries().given(method, restricted);
  }

  /**
   * The arguments that may only be read, by the numbers of their parameters. If one parameter gets
   * two kinds, it counts as box.
   */
  private static Map<Integer, ReferenceKind> restricted(List<Argument> arguments) {
    Map<Integer, ReferenceKind> restricted = new HashMap<>();
    for (Argument argument : arguments) {
      if (argument.isRestricted()) {
        restricted.merge(
            argument.parameter(),
            argument.value().kind(),
            (a, b) -> a == b ? a : ReferenceKind.BOX);
      }
    }
    return restricted;
  }

  /** A function that is handed what may only be read must only read. */
  private boolean reads(CallSite site, Argument argument, @Nullable ReferenceKind handedOn) {
    if (argument.parameter() < 0 || !body.scope.enforces(Rule.READ_ONLY)) {
      return true;
    }
    AbstractValue given =
        handedOn == null
            ? isFunctionOf(argument) ? lent(site.receiver()) : null
            : handedOn == ReferenceKind.VAL
                ? AbstractValue.VAL
                : AbstractValue.box(
                    RegionState.OUTER, new Provenance(Provenance.Cause.LAMBDA_PARAMETER, "", 0));
    if (given == null || new ReadingFunctions(body).reads(argument.tree(), given)) {
      return true;
    }
    body.error(
        DiagnosticCode.CAP204,
        argument.tree(),
        "'"
            + Scope.text(argument.tree())
            + "' may write what '"
            + site.method().getSimpleName()
            + "' gives it, which may only be read. Write it as a lambda here.");
    return false;
  }

  /** What a lambda may do with parameters without a word, to which the receiver hands its parts. */
  @Nullable AbstractValue lent(@Nullable AbstractValue receiver) {
    if (receiver == null || !body.scope.enforces(Rule.READ_ONLY)) {
      return null;
    }
    return switch (receiver.kind()) {
      case VAL -> AbstractValue.VAL;
      case BOX ->
          receiver.has(AbstractValue.VAL_PARTS)
              ? AbstractValue.VAL
              : AbstractValue.box(
                  RegionState.OUTER, new Provenance(Provenance.Cause.LAMBDA_PARAMETER, "", 0));
      case REF -> receiver.has(AbstractValue.VAL_PARTS) ? AbstractValue.VAL : null;
      default -> null;
    };
  }

  /** Tells whether the argument is a function that can write what the JDK hands it. */
  private boolean isFunctionOf(Argument argument) {
    if (ExpressionAnalysis.bare(argument.tree()) instanceof LambdaExpressionTree
        || ExpressionAnalysis.bare(argument.tree()) instanceof MemberReferenceTree
        || !ArgumentRetention.isFunction(argument.type())
        || !(argument.type() instanceof DeclaredType function)
        || function.asElement().getSimpleName().contentEquals("Comparator")) {
      return false;
    }
    ExecutableElement called =
        FunctionalTypes.functionalMethod(body.scope.context.capabilities, function);
    return called != null
        && body.scope.context.types.asMemberOf(function, called) instanceof ExecutableType type
        && !type.getParameterTypes().stream().allMatch(this::isHarmless);
  }

  /** Tells whether a function that takes a {@code type} can write nothing through it. */
  private boolean isHarmless(TypeMirror type) {
    TypeMirror bound =
        type instanceof WildcardType wildcard && wildcard.getSuperBound() != null
            ? wildcard.getSuperBound()
            : type;
    return bound.getKind().isPrimitive() || body.scope.context.immutableTypes.isShareable(bound);
  }

  /** Tells whether a parameter that is a function is called with what may only be read. */
  private boolean lends(CallSite site, Argument argument) {
    return site.receiverTree() != null
        && argument.isRestricted()
        && !argument.isView()
        && body.scope.context.isJdk(site.method())
        && site.method().getModifiers().contains(Modifier.ABSTRACT)
        && ArgumentRetention.isFunction(CapabilityReader.owner(site.method()).asType())
        && CallAnalysis.isVoid(site.method().getReturnType())
        && new ReadingFunctions(body).lends(site.receiverTree(), argument.value().kind());
  }

  /** Tells whether the argument is one of those that a variable arity parameter collects. */
  private static boolean isSpread(ExecutableElement method, Argument argument) {
    return method.isVarArgs() && argument.parameter() == method.getParameters().size() - 1;
  }

  /** Advice about a method that is compiled now: a word on it would admit the call. */
  private String ifItReads(ExecutableElement method) {
    return body.scope.context.isSource(method)
        ? " (if it does not, mark it @ReadOnly"
            + body.scope.context.place(method).replace(" (", ", ").replace(")", "")
            + ")"
        : "";
  }

  /**
   * Tells whether the method writes nothing of its receiver: by its word, the tables or its body.
   */
  private boolean reads(ExecutableElement method, MethodModel model) {
    return model.has(MethodTrait.READS)
        || body.scope.context.capabilities.declaresReadOnly(method)
        || body.scope.summaries().isReadOnly(method);
  }

  /**
   * Judges one argument by the word of its place. A view that is locked call by call has a rule of
   * its own, as its type does not show what it is.
   */
  private boolean admit(CallSite site, Argument argument) {
    AbstractValue value = argument.value();
    if (argument.word() != Capability.TAG && value.has(AbstractValue.LOCKED)) {
      return body.locks.takes(site, argument);
    }
    return switch (argument.word()) {
      case ISO, SENDING -> true; // MoveCheck judges it, once it is known what the call connects.
      case VAL -> {
        TypeMirror declared = site.method().getParameters().get(argument.parameter()).asType();
        yield body.requirements.val(argument.tree(), value, argument.type(), declared)
            && (declared.getKind() != TypeKind.TYPEVAR
                || body.scope.context.capabilities.of(
                        site.method().getParameters().get(argument.parameter()))
                    != Capability.VAL
                || body.requirements.received(argument.tree(), value, argument.type()));
      }
      case BOX -> body.requirements.readable(argument.tree(), value);
      case TAG -> true;
      case NONE ->
          isRead(site.method(), site.model(), argument.parameter())
              ? body.requirements.readable(argument.tree(), value)
              : body.requirements.plain(
                  argument.tree(), value, parameterOf(site.method(), argument));
    };
  }

  /** The parameter that could carry a word; null if the method is not compiled now. */
  private @Nullable VariableElement parameterOf(ExecutableElement method, Argument argument) {
    return body.scope.context.isSource(method)
        ? method.getParameters().get(argument.parameter())
        : null;
  }

  /** Tells whether a method of the tables only reads what fills this parameter. */
  private boolean isRead(ExecutableElement method, MethodModel model, int parameter) {
    if ((model.has(MethodTrait.WRITES_FIRST) && parameter == 0)
        || (model.has(MethodTrait.WRITES_THIRD) && parameter == 2)) {
      return false;
    }
    return model.has(MethodTrait.KEEPS_OUT)
        || model.has(MethodTrait.DERIVE)
        || model.has(MethodTrait.VAL)
        || model.has(MethodTrait.COPIES)
        || StreamAnalysis.isSource(method);
  }

  /**
   * Tells whether what an argument holds fits the parameter, and whether what goes into a container
   * of val is val.
   */
  private boolean contents(CallSite site, Argument argument) {
    if (argument.parameter() < 0
        || !argument.kept()
        || argument.word() == Capability.TAG
        || argument.word() == Capability.VAL) {
      return true;
    }
    TypeMirror parameter = site.method().getParameters().get(argument.parameter()).asType();
    if (!body.scope.context.isJdk(site.method())) {
      return body.requirements.held.fits(argument.tree(), argument.value(), parameter, false);
    }
    boolean function =
        ExpressionAnalysis.bare(argument.tree()) instanceof LambdaExpressionTree
            || ExpressionAnalysis.bare(argument.tree()) instanceof MemberReferenceTree;
    if (site.receiver() != null
        && site.receiver().kind() == ReferenceKind.REF
        && site.receiver().has(AbstractValue.VAL_PARTS)
        && argument.kept()
        && argument.value().kind() == ReferenceKind.REF
        && !argument.value().has(AbstractValue.VAL_PARTS)
        && !function
        && body.scope.enforces(Rule.GENERICS)) {
      return body.requirements.val(argument.tree(), argument.value(), argument.type());
    }
    return true;
  }

  /** Tells whether steps that run at the same time share nothing mutable. */
  private boolean parallel(List<Argument> arguments) {
    boolean fits = true;
    for (Argument argument : arguments) {
      if (argument.value().regional() && !(argument.type() instanceof ArrayType)) {
        body.error(
            DiagnosticCode.CAP102,
            argument.tree(),
            "cannot send '"
                + Scope.text(argument.tree())
                + "': several threads run it at once, and it reaches mutable state. Let it use only"
                + " val, or let one thread run it (stream()).");
        fits = false;
      }
    }
    return fits;
  }

  /**
   * Tells whether several threads may have the elements of a parallel stream; those of a container
   * of val may be read by all.
   */
  private boolean parallelElements(CallSite site) {
    if (site.receiver() == null || site.receiverTree() == null || !site.receiver().regional()) {
      return true;
    }
    TypeMirror type = body.contents.declaredType(site.receiverTree());
    if (!(type instanceof DeclaredType declared)
        || declared.getTypeArguments().isEmpty()
        || body.contents.areVal(type)
        || site.receiver().has(AbstractValue.VAL_PARTS)) {
      return true;
    }
    body.error(
        DiagnosticCode.CAP102,
        site.tree(),
        "cannot send the elements of '"
            + Scope.text(site.receiverTree())
            + "': a parallel stream hands them to several threads, and they are mutable. Use"
            + " stream().");
    return false;
  }
}
