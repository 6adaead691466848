package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.IdentifierTree;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodTrait;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.Capability;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/** What a call takes for good: it must be apart from the rest of the call, and it ends. */
final class MoveCheck {
  /*
   * After the call no name of the sender may lead to the object, to anything that it reaches, or to anything that
   * reaches it. The sender keeps its variables, so what ends is the region, and each later use of a name in it is
   * CAP101. So nothing else of the call may be in that region, neither the receiver nor another argument that is kept:
   *
   *     both(@Iso X a, @Iso X b);    both(x, x)          // CAP105: whichever is moved first, the other shares it
   *     put(@Iso X x, List<X> in);   put(x, xs)          // CAP105, if xs holds x: the callee would see x twice
   *
   * All moves of a call are judged before any region ends, or else two arguments in one region would hide each other.
   * Ends come last, after the result is known: a result that is part of what was sent is gone with it.
   *
   * What cannot be written is not moved but shared, if its type does not let the receiver write it.
   */

  private final BodyAnalysis body;

  MoveCheck(BodyAnalysis body) {
    this.body = body;
  }

  /** Judges the arguments that move, then ends their regions. */
  void move(CallSite site, List<Argument> arguments) {
    // A spawner takes it for a new agent, which has no name here.
    String to =
        site.receiverTree() instanceof IdentifierTree name && !site.name().equals("spawn")
            ? name.getName().toString()
            : site.name();
    Provenance why =
        new Provenance(
            Provenance.Cause.MOVED, to, body.scope.line(site.tree()), body.scope.end(site.tree()));
    if (site.model().has(MethodTrait.SINK_RECEIVER)
        && site.receiver() != null
        && site.receiver().regional()
        && body.scope.optedIn
        && body.scope.enforces(Rule.SINKS)
        && body.requirements.isolated(
            body.state,
            site.receiverTree() == null ? site.tree() : site.receiverTree(),
            site.receiver(),
            true)) {
      body.state.end(site.receiver().region(), why);
    }
    if (body.scope.context.options.noThreads()
        && body.scope.optedIn
        && startsThread(site.model())) {
      body.error(
          DiagnosticCode.CAP303,
          site.tree(),
          "'" + site.name() + "' uses another thread, which is forbidden here. Spawn an agent.");
    }
    List<Integer> ended = new ArrayList<>();
    boolean tangled = false;
    for (Argument argument : arguments) {
      if (argument.word() != Capability.ISO && argument.word() != Capability.SENDING) {
        continue;
      }
      boolean sending = argument.word() == Capability.SENDING;
      if (!body.requirements.isolated(body.state, argument.tree(), argument.value(), sending)
          || (sending && !mayBeReceived(site.method(), argument))
          || !argument.value().regional()) {
        continue;
      }
      if (tangled || !apart(site, arguments, argument)) {
        tangled = true;
      } else {
        ended.add(argument.value().region());
      }
    }
    if (body.scope.enforces(Rule.MOVE)) {
      ended.forEach(region -> body.state.end(region, why));
    }
  }

  /**
   * Tells whether the receiver may have the value, which it owns by its type: what must not be
   * written may not come as something that may. {@code Object} promises nothing.
   */
  private boolean mayBeReceived(ExecutableElement method, Argument argument) {
    if (argument.parameter() < 0) {
      return true;
    }
    TypeMirror declared = method.getParameters().get(argument.parameter()).asType();
    return ExpressionAnalysis.isObject(declared)
        || body.requirements.received(argument.tree(), argument.value(), argument.type());
  }

  /** Tells whether the tables say that another thread runs from here on. */
  private static boolean startsThread(MethodModel model) {
    return model.has(MethodTrait.SINK)
        || model.has(MethodTrait.SINK_RECEIVER)
        || model.has(MethodTrait.PARALLEL);
  }

  /** Tells whether nothing else that the call keeps is in the region of what moves. */
  private boolean apart(CallSite site, List<Argument> arguments, Argument moved) {
    int region = moved.value().region();
    String other = "";
    if (site.receiver() != null
        && site.receiver().regional()
        && body.state.same(site.receiver().region(), region)) {
      other = site.receiverTree() == null ? "this" : Scope.text(site.receiverTree());
    }
    for (Argument argument : arguments) {
      boolean sameParameter = argument.parameter() == moved.parameter();
      if (!sameParameter
          && argument.value().regional()
          && argument.word() != Capability.TAG
          && argument.kept()
          && body.state.same(argument.value().region(), region)) {
        other = "argument " + (arguments.indexOf(argument) + 1);
      }
    }
    if (other.isEmpty()) {
      return true;
    }
    body.error(
        DiagnosticCode.CAP105,
        moved.tree(),
        "'"
            + Scope.text(moved.tree())
            + "' is also reachable from "
            + (other.startsWith("argument ") ? other + " of this call" : "'" + other + "'")
            + ": an @Iso argument must be separate from all others.");
    return false;
  }
}
