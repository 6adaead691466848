package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.orchestration.internal.Own;
import io.leanagentic.orchestration.internal.broadcast.Gram.Rumor;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a relay hands rumors to a member: in order, and without ever waiting itself. */
final class Handing<M> {
  /*
   * While the member has room, a rumor goes into its mailbox at once. If it has none, the rumor is given to the porter, a child of
   * the relay that does nothing but wait for room; what comes meanwhile waits in line here. The porter has one rumor at a time, and
   * says when it is rid of it; then the line goes on. A line that is as long as the relay's memory loses its oldest rumor for each
   * new one: the member misses it, which is counted in the rumor's track. So a member that never handles anything costs `memory`
   * addresses of messages, which all members share, and one parked agent.
   */
  private static final int PORTERS_STEPS = 2;

  private final int number;
  private final AgentRef<M> member;
  private final int limit;
  private final ArrayDeque<Rumor<M>> line = new ArrayDeque<>(0);
  private @Nullable AgentRef<Porter.Step<M>> porter;
  private boolean carrying;

  Handing(int number, AgentRef<M> member, int limit) {
    this.number = number;
    this.member = member;
    this.limit = limit;
  }

  void hand(AgentContext<Gram<M>> context, Rumor<M> rumor) {
    if (!carrying && offered(rumor)) {
      return;
    }
    if (line.size() == limit) {
      line.remove().track().missed.increment();
    }
    line.add(rumor);
    if (!carrying) {
      carry(context);
    }
  }

  /** The porter is rid of what it had: the line goes on. */
  void carried(AgentContext<Gram<M>> context) {
    carrying = false;
    while (!line.isEmpty() && offered(line.element())) {
      line.remove();
    }
    if (!line.isEmpty()) {
      carry(context);
    }
  }

  /** Nobody will carry what is still in line. */
  void stop() {
    line.forEach(rumor -> rumor.track().missed.increment());
    line.clear();
  }

  private void carry(AgentContext<Gram<M>> context) {
    var carrier = porter;
    if (carrier == null) {
      var relay = context.self();
      carrier =
          context.spawn(
              Own.agents(PORTERS_STEPS),
              (Supplier<Porter<M>>) () -> new Porter<>(relay, number, member));
      porter = carrier;
    }
    carrying = true;
    carrier.signal(new Porter.Step.Carry<>(line.remove()));
  }

  private boolean offered(Rumor<M> rumor) {
    return rumor.track().settled(member.trySignal(rumor.message()), member);
  }
}
