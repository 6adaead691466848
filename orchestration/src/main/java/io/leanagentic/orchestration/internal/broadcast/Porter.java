package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.orchestration.internal.broadcast.Gram.Rumor;
import org.jspecify.annotations.Nullable;

/** Waits for room in the mailbox of one member, so that its relay need not. */
final class Porter<M> implements Behavior<Porter.Step<M>> {
  /*
   * What it signals to the member may have to wait; the porter then parks after that message, and handles the one that it sent to
   * itself when there was room. If its relay stops meanwhile, it is onStop that runs then: a child ends before its parent, and not
   * before what it has sent is delivered.
   */
  private final AgentRef<Gram<M>> relay;
  private final int number;
  private final AgentRef<M> member;
  private @Nullable Rumor<M> carried;
  private Delivery delivery = Delivery.ACCEPTED;

  /** What a porter is told. */
  sealed interface Step<M> {
    /** By its relay, one at a time. */
    record Carry<M>(Rumor<M> rumor) implements Step<M> {}

    /** By itself: this is handled when there was room. */
    record Arrived<M>() implements Step<M> {}
  }

  Porter(AgentRef<Gram<M>> relay, int number, AgentRef<M> member) {
    this.relay = relay;
    this.number = number;
    this.member = member;
  }

  @Override
  public void receive(AgentContext<Step<M>> context, Step<M> step) {
    switch (step) {
      case Step.Carry<M>(var rumor) -> {
        carried = rumor;
        delivery = member.signal(rumor.message());
        context.self().signal(new Step.Arrived<>());
      }
      case Step.Arrived<M>() -> {
        arrived();
        relay.signal(new Gram.Carried<>(number));
      }
    }
  }

  @Override
  public void onStop(AgentContext<Step<M>> context) {
    arrived();
  }

  private void arrived() {
    var rumor = carried;
    carried = null;
    if (rumor != null && !rumor.track().settled(delivery, member)) {
      rumor.track().missed.increment(); // refused even to wait for room
    }
  }
}
