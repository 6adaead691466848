package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.extension.Baggage;
import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;
import org.jspecify.annotations.Nullable;

/** Waits for room in the mailbox of one member, so that its relay need not. */
final class DeliveryAgent<M> implements Behavior<DeliveryAgent.Step<M>> {
  /*
   * If the member's mailbox is full, the rumor waits in this agent's outbox, and the agent parks after its turn. So it
   * handles the message to itself only once there was room. If its relay stops meanwhile, onStop runs then, too: a
   * child ends before its parent, and not before what it has sent is delivered.
   */
  private final AgentRef<GossipMessage<M>> relay;
  private final int number;
  private final AgentRef<M> member;
  private @Nullable Rumor<M> carried;
  private Delivery delivery = Delivery.ACCEPTED;

  /** The messages to a deliverer. */
  sealed interface Step<M> {
    /** From its relay, one at a time. */
    record Carry<M>(Rumor<M> rumor) implements Step<M> {}

    /** From itself: handled once there was room. */
    record Arrived<M>() implements Step<M> {}
  }

  DeliveryAgent(AgentRef<GossipMessage<M>> relay, int number, AgentRef<M> member) {
    this.relay = relay;
    this.number = number;
    this.member = member;
  }

  @Override
  public void receive(AgentContext<Step<M>> context, Step<M> step) {
    switch (step) {
      case Step.Carry<M>(var rumor) -> {
        carried = rumor;
        Baggage.restore(context, rumor.baggage()); // its relay's turn may have been another's
        delivery = member.signal(rumor.message());
        context.self().signal(new Step.Arrived<>());
      }
      case Step.Arrived<M>() -> {
        arrived();
        relay.signal(new GossipMessage.Carried<>(number));
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
    if (rumor != null && !rumor.progress().settled(delivery, member)) {
      rumor.progress().missed.increment(); // refused even to wait for room
    }
  }
}
