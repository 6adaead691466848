package io.leanagentic.cluster.internal.engine;

import io.leanagentic.cluster.Node;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;

/** Where frames of other nodes arrive, and what the engine says about them: one after the other. */
final class Gateway extends AbstractActor {
  private final Engine.Listener listener;
  private final Cluster cluster = Cluster.get(getContext().getSystem());
  private final Set<Node> peers = new HashSet<>();

  Gateway(Engine.Listener listener) {
    this.listener = listener;
  }

  @Override
  public void preStart() {
    cluster.subscribe(
        getSelf(),
        (ClusterEvent.SubscriptionInitialStateMode) ClusterEvent.initialStateAsEvents(),
        MemberUp.class,
        MemberRemoved.class,
        UnreachableMember.class,
        ReachableMember.class);
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(byte[].class, listener::frame)
        .match(MemberUp.class, it -> up(it.member()))
        .match(MemberRemoved.class, it -> removed(it.member()))
        .match(UnreachableMember.class, it -> known(it.member(), listener::unreachable))
        .match(ReachableMember.class, it -> known(it.member(), listener::reachable))
        .build();
  }

  private void up(Member member) {
    Node node = PekkoEngine.node(member.uniqueAddress());
    if (!member.uniqueAddress().equals(cluster.selfUniqueAddress()) && peers.add(node)) {
      listener.up(node);
    }
  }

  private void removed(Member member) {
    Node node = PekkoEngine.node(member.uniqueAddress());
    if (peers.remove(node)) {
      listener.removed(node);
    }
  }

  private void known(Member member, java.util.function.Consumer<Node> then) {
    Node node = PekkoEngine.node(member.uniqueAddress());
    if (peers.contains(node)) {
      then.accept(node);
    }
  }
}
