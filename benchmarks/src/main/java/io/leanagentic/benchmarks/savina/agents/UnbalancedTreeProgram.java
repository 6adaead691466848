package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import io.leanagentic.benchmarks.savina.UnbalancedTree;
import io.leanagentic.capability.Val;
import java.util.List;
import java.util.stream.Stream;

/** {@link UnbalancedTree}. */
final class UnbalancedTreeProgram {
  private UnbalancedTreeProgram() {}

  static void begin(Spawner spawner, UnbalancedTree size, Completion finish) {
    spawner.spawn(() -> new Root(size, finish));
  }

  /** May {@code node} have children? */
  record Question(AgentRef<AtNode> node) {}

  sealed interface AtNode {}

  /** Yes; they will be busy for so many steps. */
  record Grow(int steps) implements AtNode {}

  record Traverse(Gathering gathering) implements AtNode {}

  private static final class Root implements Behavior<Question> {
    private final UnbalancedTree size;
    private final Completion finish;
    private final UnbalancedTree.Growth growth;
    @Val private List<AgentRef<AtNode>> children = List.of();

    Root(UnbalancedTree size, Completion finish) {
      this.size = size;
      this.finish = finish;
      this.growth = size.growth();
    }

    @Override
    public void onStart(AgentContext<Question> context) {
      children = spawn(context, size, context.self(), growth.first());
    }

    @Override
    public void receive(AgentContext<Question> context, Question question) {
      int steps = growth.next();
      if (steps > 0) {
        check(question.node().signal(new Grow(steps)));
      }
      if (growth.isOver()) {
        var traverse = new Traverse(new Gathering(growth.nodes(), finish));
        children.forEach(child -> check(child.signal(traverse)));
      }
    }
  }

  private static final class Node implements Behavior<AtNode> {
    private final UnbalancedTree size;
    private final AgentRef<Question> root;
    private final int steps;
    private long sum;
    @Val private List<AgentRef<AtNode>> children = List.of();

    Node(UnbalancedTree size, AgentRef<Question> root, int steps) {
      this.size = size;
      this.root = root;
      this.steps = steps;
    }

    @Override
    public void onStart(AgentContext<AtNode> context) {
      sum = UnbalancedTree.busy();
      check(root.signal(new Question(context.self())));
    }

    @Override
    public void receive(AgentContext<AtNode> context, AtNode message) {
      switch (message) {
        case Grow(int more) -> children = spawn(context, size, root, more);
        case Traverse traverse -> {
          sum += PseudoRandom.busy(steps);
          children.forEach(child -> check(child.signal(traverse)));
          traverse.gathering().end(sum);
        }
      }
    }
  }

  @Val
  private static List<AgentRef<AtNode>> spawn(
      Spawner spawner, UnbalancedTree size, AgentRef<Question> root, int steps) {
    return Stream.generate(() -> spawner.spawn(() -> new Node(size, root, steps)))
        .limit(size.children())
        .toList();
  }
}
