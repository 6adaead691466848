package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.ContextKey;
import io.leanagentic.Reply;
import java.time.Duration;

/** Pairs that go along with messages. */
final class Accompanied {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Accompanied() {}

  record Pack(String item, Reply<String> reply) {}

  // region log
  /** A line for the log: whose turn, for which order, what. */
  static void log(AgentRuntime runtime, String text) {
    String agent = runtime.current().map(AgentRef::path).orElse("outside");
    System.out.println(agent + " " + runtime.pairs() + " " + text);
  }

  // endregion

  // region desk
  /** Takes orders, and has them packed. */
  static final class Desk implements Behavior<Pack> {
    private static final ContextKey<Integer> PARCELS = new ContextKey<>("parcels", Integer.class);

    private final AgentRef<Pack> warehouse;

    Desk(AgentRef<Pack> warehouse) {
      this.warehouse = warehouse;
    }

    @Override
    public void receive(AgentContext<Pack> context, Pack pack) {
      context.with(PARCELS, pack.item().equals("sofa") ? 3 : 1); // for the rest of this turn
      Await<String> packed = warehouse.ask(reply -> new Pack(pack.item(), reply), PATIENCE);
      context.onAnswer(
          packed,
          answer -> {
            log(context.runtime(), answer); // has them again
            pack.reply().send(answer);
          });
    }
  }

  // endregion

  static void main() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Pack> warehouse =
          runtime.spawn(
              "warehouse",
              (context, pack) -> {
                log(context.runtime(), "packs a " + pack.item());
                pack.reply().send("packed a " + pack.item());
              });
      AgentRef<Pack> desk = runtime.spawn("desk", () -> new Desk(warehouse));
      // region scope
      Await<String> packed =
          runtime
              .with("order", "42")
              .call(() -> desk.ask(reply -> new Pack("sofa", reply), PATIENCE));
      // endregion
      packed.join();
      log(runtime, "done");
    }
  }
}
