package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many chains of messages at once, on all ways at random: each has its own pairs and no others. */
@Val
final class PairsSimulationTest {
  private static final int CHAINS = 40;
  private static final int HOPS = 12;
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Chain 0 has no pair of its own; {@code hop} is a pair that a handler has added, if not 0. */
  private record Hop(int chain, int hop, int left, Optional<Reply<String>> reply) {
    Hop {
      assertTrue(left >= 0);
    }

    String pairs() {
      var all = new LinkedHashMap<String, Object>();
      if (chain > 0) {
        all.put("chain", chain);
      }
      if (hop > 0) {
        all.put("hop", hop);
      }
      return all.toString();
    }

    Hop next(int hop) {
      return new Hop(chain, hop, left - 1, Optional.empty());
    }
  }

  private static final ContextKey<Integer> CHAIN = new ContextKey<>("chain", Integer.class);
  private static final ContextKey<Integer> HOP = new ContextKey<>("hop", Integer.class);

  /** One run. */
  @Val
  private static final class World {
    private final Steps steps;
    private final AgentRuntime runtime;
    private final Seen wrong = new Seen();
    private final AtomicInteger looks = new AtomicInteger();
    private final CopyOnWriteArrayList<AgentRef<Hop>> agents = new CopyOnWriteArrayList<>();

    World(Runtimes runtimes, long seed) {
      steps = new Steps(seed);
      runtime = runtimes.start(steps, Runtimes.tiny(1));
    }

    void run() {
      var config = runtime.defaultConfig().withSupervision(Supervision.restart());
      var latest = config.mailbox().withCapacity(3).withOverflow(OverflowPolicy.DROP_OLDEST);
      for (int i = 0; i < 6; i++) {
        AgentConfig own =
            switch (i) {
              case 0 -> config.withMailbox(latest);
              case 1 -> config.withBlocking();
              default -> config.withCapacity(i);
            };
        agents.add(runtime.spawn("a" + i, own, () -> new Passer(this)));
      }
      agents.add(runtime.spawn("loop", config, (Mailbox<Hop> mailbox) -> loop(mailbox)));
      for (int chain = 0; chain < CHAINS; chain++) {
        var first = new Hop(chain, 0, HOPS, Optional.empty());
        AgentRef<Hop> to = any();
        if (chain == 0) {
          to.signal(first);
        } else {
          runtime.with(CHAIN, chain).run(() -> to.signal(first));
        }
      }
      steps.advance(Duration.ofMinutes(10));
      assertEquals(List.of(), wrong);
      assertTrue(looks.get() > CHAINS, () -> looks + " looks");
    }

    SplittableRandom random() {
      return steps.random();
    }

    AgentRef<Hop> any() {
      return agents.get(random().nextInt(agents.size()));
    }

    Await<String> asked(Hop next) {
      return any()
          .ask(
              reply -> new Hop(next.chain(), next.hop(), 0, Optional.of(reply)),
              Duration.ofSeconds(1));
    }

    void look(String where, Hop hop, String pairs) {
      looks.incrementAndGet();
      if (!pairs.equals(hop.pairs())) {
        wrong.add(where + " of " + hop + " has " + pairs);
      }
    }

    void loop(Mailbox<Hop> mailbox) {
      for (; ; ) {
        Hop hop = mailbox.receive();
        look("loop", hop, "" + mailbox.pairs());
        hop.reply().ifPresent(reply -> reply.send("answer"));
        if (hop.left() > 0) {
          mailbox.sleep(Duration.ofMillis(random().nextInt(3)));
          look("loop after sleep", hop, "" + mailbox.pairs());
          if (any().trySignal(hop.next(hop.hop())).isTaken() && random().nextBoolean()) {
            mailbox.with(HOP, hop.left());
            any().trySignal(hop.next(hop.left()));
          }
        }
      }
    }
  }

  /** Passes on what it gets, on a way that is drawn. */
  private static final class Passer implements Behavior<Hop> {
    private final World world;
    private boolean keeps;

    Passer(World world) {
      this.world = world;
    }

    @Override
    public void receive(AgentContext<Hop> context, Hop hop) {
      world.look("handler", hop, "" + context.pairs());
      hop.reply().ifPresent(reply -> reply.send("answer"));
      if (hop.left() == 0) {
        return;
      }
      int way = world.random().nextInt(10);
      int added = world.random().nextInt(4) == 0 ? hop.left() : hop.hop();
      if (added != hop.hop()) {
        context.with(HOP, added);
      }
      Hop next = hop.next(added);
      switch (way) {
        case 0 -> context.timers().once(next, Duration.ofMillis(world.random().nextInt(5)), next);
        case 1 -> {
          if (keeps) {
            context.unstash();
          }
          keeps = !keeps;
          context.stash(next);
        }
        case 2 -> ask(context, next);
        case 3 -> {
          Await<String> await = world.asked(next);
          context.await(await, answer -> goOn(context, next), failure -> goOn(context, next));
        }
        case 4 -> {
          AgentRef<Hop> child = context.spawn(() -> new Passer(world));
          child.signal(next);
          child.stop();
        }
        case 5 ->
            context.signalAll(
                world.any(),
                List.of(next, next).iterator(),
                () -> world.look("series", next, "" + context.pairs()),
                failure -> world.look("series that failed", next, "" + context.pairs()));
        case 6 -> {
          world.any().signal(next);
          throw new OnPurpose();
        }
        case 7 -> {
          World world = this.world;
          Await<String> two =
              context.runtime().after(Duration.ofMillis(1)).flatMap(time -> world.asked(next));
          context.onAnswer(two, answer -> goOn(context, next), failure -> {});
        }
        default -> world.any().signal(next);
      }
    }

    private void ask(AgentContext<Hop> context, Hop next) {
      context.onAnswer(
          world.asked(next), answer -> goOn(context, next), failure -> goOn(context, next));
    }

    private void goOn(AgentContext<Hop> context, Hop next) {
      world.look("continuation", next, "" + context.pairs());
      world.any().signal(next);
    }
  }

  @Test
  void noPairGetsIntoAnotherChain() {
    Seeds.each(
        50,
        seed -> {
          var runtimes = new Runtimes();
          var world = new World(runtimes, seed);
          world.run();
          world.runtime.shutdown(LONG);
        });
  }
}
