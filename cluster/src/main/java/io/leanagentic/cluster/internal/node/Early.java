package io.leanagentic.cluster.internal.node;

import io.leanagentic.cluster.ClusterEvent;
import io.leanagentic.cluster.Node;
import io.leanagentic.cluster.internal.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the engine tells until the node is ready for it, and hands it on from then on. */
final class Early implements Engine.Listener {
  private final ClusterNode node;
  private final List<Runnable> kept = new ArrayList<>();
  private boolean isReady;

  Early(ClusterNode node) {
    this.node = node;
  }

  /** From now on the node is told. */
  synchronized void ready() {
    isReady = true;
    kept.forEach(Runnable::run);
    kept.clear();
  }

  private synchronized void then(Runnable event) {
    if (isReady) {
      event.run();
    } else {
      kept.add(event);
    }
  }

  @Override
  public void up(Node peer) {
    then(() -> node.up(peer));
  }

  @Override
  public void unreachable(Node peer) {
    then(() -> node.tell(new ClusterEvent.Unreachable(peer)));
  }

  @Override
  public void reachable(Node peer) {
    then(() -> node.tell(new ClusterEvent.Reachable(peer)));
  }

  @Override
  public void removed(Node peer) {
    then(() -> node.removed(peer));
  }

  /** A frame that comes too early is dropped: it comes again. */
  @Override
  public synchronized void frame(byte[] frame) {
    if (isReady) {
      node.frame(frame);
    }
  }

  @Override
  public void ended(String reason) {
    then(() -> node.ended(reason));
  }
}
