package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.Relaxation;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link Relaxation}. */
final class RelaxationProgram {
  private RelaxationProgram() {}

  static void begin(Spawner spawner, Relaxation size, Completion finish) {
    @Val double[] values = Cap.freeze(size.values());
    var gathering = new Gathering(size.cells(), finish);
    Map<Integer, AgentRef<Message>> cells = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      int number = i;
      if (!size.isBorder(i)) {
        cells.put(i, spawner.spawn(() -> new Cell(size, number, values, gathering)));
      }
    }
    cells.forEach((number, cell) -> check(cell.signal(neighbours(size, number, cells))));
    cells.forEach((number, cell) -> {
      if (size.isFirst(number)) {
        check(cell.signal(Begin.BEGIN));
      }
    });
  }

  private static Neighbours neighbours(
      Relaxation size, int number, Map<Integer, AgentRef<Message>> cells) {
    List<Neighbour> all = new ArrayList<>();
    for (int direction = 0; direction < Relaxation.NEIGHBOURS; direction++) {
      AgentRef<Message> cell = cells.get(size.neighbour(number, direction));
      if (cell != null) {
        all.add(new Neighbour(Relaxation.NEIGHBOURS - 1 - direction, cell));
      }
    }
    return new Neighbours(List.copyOf(all));
  }

  sealed interface Message {}

  /** On a border there are fewer than four. */
  record Neighbours(@Val List<Neighbour> all) implements Message {}

  /** A cell, and where it sees the one that knows it. */
  record Neighbour(int direction, AgentRef<Message> cell) {}

  enum Begin implements Message {
    BEGIN
  }

  /** The new value of the neighbour in that direction. */
  record Value(int direction, double value) implements Message {}

  private static final class Cell implements Behavior<Message> {
    private final boolean first;
    private final double[] around;
    private final Gathering gathering;
    @Val private List<Neighbour> neighbours = List.of();
    private double value;
    private int missing;
    private int left;

    Cell(Relaxation size, int number, @Val double[] values, Gathering gathering) {
      this.first = size.isFirst(number);
      this.around = size.around(number, values);
      this.gathering = gathering;
      this.value = values[number];
      this.left = size.iterations();
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Neighbours(var all) -> {
          neighbours = all;
          missing = all.size();
        }
        case Begin _ -> relax(context);
        case Value(int direction, double newest) -> {
          around[direction] = newest;
          if (--missing == 0) {
            missing = neighbours.size();
            relax(context);
          }
        }
      }
    }

    private void relax(AgentContext<Message> context) {
      value = Relaxation.relax(value, around);
      left--;
      if (first || left > 0) {
        for (Neighbour neighbour : neighbours) {
          check(neighbour.cell().signal(new Value(neighbour.direction(), value)));
        }
      }
      if (left == 0) {
        gathering.end(Relaxation.result(value));
        context.stop();
      }
    }
  }
}
