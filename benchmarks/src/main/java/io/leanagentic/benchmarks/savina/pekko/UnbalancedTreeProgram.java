package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import io.leanagentic.benchmarks.savina.UnbalancedTree;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link UnbalancedTree}. */
final class UnbalancedTreeProgram {
  private UnbalancedTreeProgram() {}

  static void begin(ActorContext<?> context, UnbalancedTree size, Completion finish) {
    context.spawnAnonymous(
        Behaviors.<Question>setup(
            self -> Behaviors.receiveMessage(new Root(self, size, finish)::receive)));
  }

  /** May {@code node} have children? */
  record Question(ActorRef<AtNode> node) {}

  sealed interface AtNode {}

  /** Yes; they will be busy for so many steps. */
  record Grow(int steps) implements AtNode {}

  record Traverse(Gathering gathering) implements AtNode {}

  private static final class Root {
    private final Completion finish;
    private final UnbalancedTree.Growth growth;
    private final List<ActorRef<AtNode>> children;

    Root(ActorContext<Question> context, UnbalancedTree size, Completion finish) {
      this.finish = finish;
      this.growth = size.growth();
      this.children = spawn(context, size, context.getSelf(), growth.first());
    }

    Behavior<Question> receive(Question question) {
      int steps = growth.next();
      if (steps > 0) {
        question.node().tell(new Grow(steps));
      }
      if (growth.isOver()) {
        var traverse = new Traverse(new Gathering(growth.nodes(), finish));
        children.forEach(child -> child.tell(traverse));
      }
      return Behaviors.same();
    }
  }

  private static final class Node {
    private final ActorContext<AtNode> context;
    private final UnbalancedTree size;
    private final ActorRef<Question> root;
    private final int steps;
    private long sum;
    private List<ActorRef<AtNode>> children = List.of();

    Node(ActorContext<AtNode> context, UnbalancedTree size, ActorRef<Question> root, int steps) {
      this.context = context;
      this.size = size;
      this.root = root;
      this.steps = steps;
      this.sum = UnbalancedTree.busy();
      root.tell(new Question(context.getSelf()));
    }

    Behavior<AtNode> receive(AtNode message) {
      switch (message) {
        case Grow(int more) -> children = spawn(context, size, root, more);
        case Traverse traverse -> {
          sum += PseudoRandom.busy(steps);
          children.forEach(child -> child.tell(traverse));
          traverse.gathering().end(sum);
        }
      }
      return Behaviors.same();
    }
  }

  private static List<ActorRef<AtNode>> spawn(
      ActorContext<?> context, UnbalancedTree size, ActorRef<Question> root, int steps) {
    return Stream.generate(() -> context.spawnAnonymous(node(size, root, steps)))
        .limit(size.children())
        .toList();
  }

  private static Behavior<AtNode> node(UnbalancedTree size, ActorRef<Question> root, int steps) {
    return Behaviors.setup(
        self -> Behaviors.receiveMessage(new Node(self, size, root, steps)::receive));
  }
}
