package io.leanagentic.internal.agent;

import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Terminated;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.mailbox.EnvelopeNode;
import io.leanagentic.internal.mailbox.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of an agent, step by step, in its own turn. Afterwards it is the event that notifies the
 * parent.
 */
final class Ending extends Event {
  /*
   * Nothing else notifies askers, watchers and the parent. So a step that finds no memory is repeated until there is
   * some, and resumes where it was. Anything else that is thrown is reported, and only the rest of its step is skipped.
   * What the parent gets is allocated before anything happens.
   *
   * Invariants
   *   E1  whichever allocation fails, all are notified, once   LifecycleExhaustionTest.whoeverIsToHearOfAnEndDoes
   *   E2  the others are notified if one of them fails         LifecycleExhaustionTest.aWatcherThatFailsLeavesNobodyUntold
   */
  private static final int STEPS = 9;

  final AgentCell<?> child;
  private final Reason reason;
  private final Terminated end;
  private int step;
  private @Nullable Node left; // in the mailbox
  private @Nullable Event late; // control events that came too late

  private Ending(AgentCell<?> child) {
    this.child = child;
    ColdState x = child.coldStateOrNull();
    Throwable cause = x == null ? null : x.endCause;
    reason = cause != null || child.is(AgentState.ABORTED) ? Reason.ABORTED : Reason.STOPPED;
    end = new Terminated(child, Optional.ofNullable(cause));
  }

  /** Ends {@code cell}; nothing follows this. Throws nothing. */
  static void of(AgentCell<?> cell) {
    for (Ending ending = null; ending == null || ending.step < STEPS; ) {
      try {
        if (ending == null) {
          ending = new Ending(cell);
        }
        ending.goOn();
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      } catch (Throwable t) {
        if (ending != null) {
          ending.step++;
        }
        cell.settings.reports.broken(cell, t);
      }
    }
  }

  private void goOn() {
    for (; step < STEPS; step++) {
      ColdState x = child.coldStateOrNull(); // others may have made it since
      switch (step) {
        case 0 -> left = child.closeMailbox();
        case 1 -> loseMessages();
        case 2 -> DropOldestQueue.dropAll(child, reason);
        case 3 -> {
          if (x != null) {
            Lifecycle.releaseResources(child, x, reason);
          }
        }
        case 4 -> {
          child.settings.reports.ended(end);
          // Pairs with watchEnd() and Continuation.done(): they write, then read the state.
          child.set(AgentState.ENDED);
        }
        case 5 -> dropControl(x);
        case 6 -> {
          if (x != null) {
            x.end(end); // last: those notified find everything done and counted
          }
        }
        case 7 -> {
          if (x != null && x.waitersOrNull() != null) {
            x.waiters().callIn(); // their senders may be parked behind another full mailbox
          }
          if (child.is(AgentState.WAITERS | AgentState.PRESSURED)) {
            Backpressure.relieve(child);
          }
        }
        default -> {
          child.behavior = null;
          child.origin = null;
          child.parent.childEnded(this);
        }
      }
    }
  }

  private void loseMessages() {
    AgentSettings settings = child.settings;
    for (Node node = left; node != null; node = left) {
      left = AgentCell.following(node);
      Object message = AgentCell.emptied(node);
      if (message instanceof Event event) {
        event.drop();
      } else {
        settings.reports.lost(
            child,
            message,
            node instanceof EnvelopeNode traced ? (Along) traced.along : null,
            reason);
      }
    }
  }

  private void dropControl(@Nullable ColdState x) {
    if (late == null && x != null) {
      late = x.takeControl();
    }
    for (Event event = late; event != null; event = late) {
      event.drop();
      late = event.earlier;
    }
  }

  @Override
  void apply(AgentCell<?> parent) {
    parent.forget(child);
  }
}
