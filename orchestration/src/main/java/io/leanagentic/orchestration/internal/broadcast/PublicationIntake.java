package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;

/**
 * Where messages enter a broadcast whose relays are all in one process. It admits no more at a time
 * than their mailboxes have room for, so that its own mailbox fills and slows down a publisher that
 * is too fast.
 */
final class PublicationIntake<M> implements Behavior<GossipMessage<M>> {
  private final RelayGroup<M> all;
  private final Credit credit;
  private long last;

  PublicationIntake(RelayGroup<M> all, Credit credit) {
    this.all = all;
    this.credit = credit;
  }

  @Override
  public void receive(AgentContext<GossipMessage<M>> context, GossipMessage<M> gossip) {
    if (!(gossip instanceof Rumor<M> published)) {
      return;
    }
    var rumor = published.numbered(++last);
    if (credit.covers(last)) {
      all.begin(rumor);
      return;
    }
    var room = context.runtime().<Boolean>promise(Times.FOREVER);
    credit.await(last, room.reply());
    // It fails only if the runtime has ended.
    context.await(room.await(), _ -> all.begin(rumor), _ -> all.begin(rumor));
  }
}
