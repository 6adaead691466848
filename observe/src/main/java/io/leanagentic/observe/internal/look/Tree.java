package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.observe.TreeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The supervision tree, small enough to be drawn: agents of one class below one node are one node,
 * and an agent whose parent is of its own class belongs to the parent's node. A small system is
 * shown agent by agent.
 */
final class Tree {
  private static final int FEW_AGENTS = 24;
  private static final int MOST_NODES = 200;

  private record Key(int parent, Class<?> type, int one) {}

  private static final class Node {
    final int id;
    final int parent;
    final AgentView first;
    int agents;
    long depth;
    double fullest;
    double perSecond;
    double busy;
    int parked;
    int awaiting;

    Node(int id, int parent, AgentView first) {
      this.id = id;
      this.parent = parent;
      this.first = first;
    }

    void add(AgentView view) {
      AgentProfile profile = view.profile();
      agents++;
      depth += profile.depth();
      fullest =
          Math.clamp((double) profile.depth() / view.config().mailbox().capacity(), fullest, 1);
      perSecond += profile.messagesPerSecond();
      busy += Words.busy(view);
      parked += view.activity() == Activity.PARKED ? 1 : 0;
      awaiting += view.activity() == Activity.AWAITING ? 1 : 0;
    }

    TreeRow row() {
      return new TreeRow(
          id,
          parent,
          agents == 1 ? Words.path(first.agent()) : "",
          Words.type(first.type()),
          agents,
          depth,
          fullest,
          perSecond,
          busy,
          parked,
          awaiting);
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Node> byKey = new HashMap<>();
  private final IdentityHashMap<AgentRef<?>, Node> byAgent = new IdentityHashMap<>();
  private final boolean isSmall;

  private Tree(List<AgentView> agents) {
    isSmall = agents.size() <= FEW_AGENTS;
    for (AgentView view : agents) {
      Node node = node(view);
      node.add(view);
      byAgent.put(view.agent(), node);
    }
  }

  /** The nodes of {@code agents}, parents before their children. */
  static List<TreeRow> of(List<AgentView> agents) {
    return new Tree(agents).nodes.stream().map(Node::row).toList();
  }

  private Node node(AgentView view) {
    Node parent = view.parent() == null ? null : byAgent.get(view.parent());
    if (parent != null && !isSmall && parent.first.type() == view.type()) {
      return parent;
    }
    int above = parent == null ? -1 : parent.id;
    var key = new Key(above, view.type(), isSmall ? nodes.size() : 0);
    Node known = byKey.get(key);
    if (known == null) {
      if (nodes.size() >= MOST_NODES) {
        return parent == null ? nodes.getLast() : parent;
      }
      known = new Node(nodes.size(), above, view);
      nodes.add(known);
      byKey.put(key, known);
    }
    return known;
  }
}
