package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.extension.Baggage;
import io.leanagentic.orchestration.internal.Own;
import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a relay hands rumors to a member: in order, and without ever waiting itself. */
final class MemberDelivery<M> {
  /*
   * While the member has room, a rumor goes into its mailbox at once. Otherwise it goes to the deliverer, a child of
   * the relay that does nothing but wait for room, and later rumors wait in line here. The deliverer has one rumor at a
   * time, and reports when it is done with it; then the next in line follows. A line as long as the relay's memory
   * loses its oldest rumor for each new one: the member misses it, and the rumor's progress counts that. So a member
   * that never handles anything costs `memory` references to messages, which all members share, and one parked agent.
   */
  private static final int DELIVERER_STEPS = 2;

  private final int number;
  private final AgentRef<M> member;
  private final int limit;
  private final ArrayDeque<Rumor<M>> line = new ArrayDeque<>(0);
  private @Nullable AgentRef<DeliveryAgent.Step<M>> deliverer;
  private boolean carrying;

  MemberDelivery(int number, AgentRef<M> member, int limit) {
    this.number = number;
    this.member = member;
    this.limit = limit;
  }

  void hand(AgentContext<GossipMessage<M>> context, Rumor<M> rumor) {
    if (!carrying && offered(context, rumor)) {
      return;
    }
    if (line.size() == limit) {
      line.remove().progress().missed.increment();
    }
    line.add(rumor);
    if (!carrying) {
      carry(context);
    }
  }

  /** The deliverer is done with its rumor: the next in line follows. */
  void carried(AgentContext<GossipMessage<M>> context) {
    carrying = false;
    while (!line.isEmpty() && offered(context, line.element())) {
      line.remove();
    }
    if (!line.isEmpty()) {
      carry(context);
    }
  }

  /** The rumors still in line will not be delivered. */
  void stop() {
    line.forEach(rumor -> rumor.progress().missed.increment());
    line.clear();
  }

  private void carry(AgentContext<GossipMessage<M>> context) {
    var carrier = deliverer;
    if (carrier == null) {
      var relay = context.self();
      carrier =
          context.spawn(
              Own.agents(DELIVERER_STEPS),
              (Supplier<DeliveryAgent<M>>) () -> new DeliveryAgent<>(relay, number, member));
      deliverer = carrier;
    }
    carrying = true;
    carrier.signal(new DeliveryAgent.Step.Carry<>(line.remove()));
  }

  private boolean offered(AgentContext<GossipMessage<M>> context, Rumor<M> rumor) {
    Baggage.restore(context, rumor.baggage()); // this may be the turn of another
    return rumor.progress().settled(member.trySignal(rumor.message()), member);
  }
}
