package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.Relaxation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Relaxation}. */
final class RelaxationProgram {
  private RelaxationProgram() {}

  static void begin(ActorContext<?> context, Relaxation size, Completion finish) {
    double[] values = size.values();
    var gathering = new Gathering(size.cells(), finish);
    Map<Integer, ActorRef<Message>> cells = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      int number = i;
      if (!size.isBorder(i)) {
        cells.put(
            i,
            context.spawnAnonymous(
                Behaviors.setup(_ ->
                    Behaviors.receiveMessage(new Cell(size, number, values, gathering)::receive))));
      }
    }
    cells.forEach((number, cell) -> cell.tell(neighbours(size, number, cells)));
    cells.forEach((number, cell) -> {
      if (size.isFirst(number)) {
        cell.tell(Begin.BEGIN);
      }
    });
  }

  private static Neighbours neighbours(
      Relaxation size, int number, Map<Integer, ActorRef<Message>> cells) {
    List<Neighbour> all = new ArrayList<>();
    for (int direction = 0; direction < Relaxation.NEIGHBOURS; direction++) {
      ActorRef<Message> cell = cells.get(size.neighbour(number, direction));
      if (cell != null) {
        all.add(new Neighbour(Relaxation.NEIGHBOURS - 1 - direction, cell));
      }
    }
    return new Neighbours(List.copyOf(all));
  }

  sealed interface Message {}

  /** On a border there are fewer than four. */
  record Neighbours(List<Neighbour> all) implements Message {}

  /** A cell, and where it sees the one that knows it. */
  record Neighbour(int direction, ActorRef<Message> cell) {}

  enum Begin implements Message {
    BEGIN
  }

  /** The new value of the neighbour in that direction. */
  record Value(int direction, double value) implements Message {}

  private static final class Cell {
    private final boolean first;
    private final double[] around;
    private final Gathering gathering;
    private List<Neighbour> neighbours = List.of();
    private double value;
    private int missing;
    private int left;

    Cell(Relaxation size, int number, double[] values, Gathering gathering) {
      this.first = size.isFirst(number);
      this.around = size.around(number, values);
      this.gathering = gathering;
      this.value = values[number];
      this.left = size.iterations();
    }

    Behavior<Message> receive(Message message) {
      switch (message) {
        case Neighbours(var all) -> {
          neighbours = all;
          missing = all.size();
        }
        case Begin _ -> {
          return relax();
        }
        case Value(int direction, double newest) -> {
          around[direction] = newest;
          if (--missing == 0) {
            missing = neighbours.size();
            return relax();
          }
        }
      }
      return Behaviors.same();
    }

    private Behavior<Message> relax() {
      value = Relaxation.relax(value, around);
      left--;
      if (first || left > 0) {
        for (Neighbour neighbour : neighbours) {
          neighbour.cell().tell(new Value(neighbour.direction(), value));
        }
      }
      if (left > 0) {
        return Behaviors.same();
      }
      gathering.end(Relaxation.result(value));
      return Behaviors.stopped();
    }
  }
}
