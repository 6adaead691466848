package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Chameneos;
import io.leanagentic.benchmarks.savina.Chameneos.Color;
import org.jspecify.annotations.Nullable;

/** {@link Chameneos}. */
final class ChameneosProgram {
  private ChameneosProgram() {}

  static void begin(Spawner spawner, Chameneos size, Completion finish) {
    AgentRef<AtMall> mall = spawner.spawn(() -> new Mall(size, finish));
    for (int i = 0; i < size.creatures(); i++) {
      Color color = Color.of(i);
      spawner.spawn(() -> new Creature(mall, color));
    }
  }

  sealed interface AtMall {}

  sealed interface AtCreature {}

  record Meet(Color color, AgentRef<AtCreature> from) implements AtMall, AtCreature {}

  record Change(Color color) implements AtCreature {}

  enum Closed implements AtCreature {
    CLOSED
  }

  record Remembered(int meetings) implements AtMall {}

  private static final class Mall implements Behavior<AtMall> {
    private final Completion finish;
    private int meetings;
    private int creatures;
    private long remembered;
    private @Nullable AgentRef<AtCreature> waiting;

    Mall(Chameneos size, Completion finish) {
      this.meetings = size.meetings();
      this.creatures = size.creatures();
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<AtMall> context, AtMall message) {
      switch (message) {
        case Meet meet -> {
          if (meetings == 0) {
            check(meet.from().signal(Closed.CLOSED));
          } else if (waiting == null) {
            waiting = meet.from();
          } else {
            meetings--;
            check(waiting.signal(meet));
            waiting = null;
          }
        }
        case Remembered(int some) -> {
          remembered += some;
          if (--creatures == 0) {
            finish.with(remembered);
          }
        }
      }
    }
  }

  private static final class Creature implements Behavior<AtCreature> {
    private final AgentRef<AtMall> mall;
    private Color color;
    private int meetings;

    Creature(AgentRef<AtMall> mall, Color color) {
      this.mall = mall;
      this.color = color;
    }

    @Override
    public void onStart(AgentContext<AtCreature> context) {
      check(mall.signal(new Meet(color, context.self())));
    }

    @Override
    public void receive(AgentContext<AtCreature> context, AtCreature message) {
      switch (message) {
        case Meet(var other, var from) -> {
          color = color.meet(other);
          meetings++;
          check(from.signal(new Change(color)));
          check(mall.signal(new Meet(color, context.self())));
        }
        case Change(var changed) -> {
          color = changed;
          meetings++;
          check(mall.signal(new Meet(color, context.self())));
        }
        case Closed _ -> {
          color = Color.FADED;
          check(mall.signal(new Remembered(meetings)));
          context.stop();
        }
      }
    }
  }
}
