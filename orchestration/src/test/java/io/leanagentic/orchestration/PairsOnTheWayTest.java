package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.Reply;
import io.leanagentic.capability.Shared;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pairs go along with messages that a primitive keeps, and sends or handles in another turn. */
@Shared("one thread runs the test and all its agents")
final class PairsOnTheWayTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();
  private final CopyOnWriteArrayList<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    simulation.close();
  }

  private sealed interface Command {
    record Say(String text) implements Command {}

    record Wait(Await<Integer> until) implements Command {}

    record End() implements Command {}

    record Ask(Reply<String> reply) implements Command {}
  }

  private final class Member implements Behavior<Command> {
    @Override
    public void receive(AgentContext<Command> context, Command command) {
      switch (command) {
        case Command.Say(var text) -> seen.add(text + context.pairs());
        case Command.Wait(var until) -> context.await(until, answer -> {});
        case Command.End() -> context.self().abort();
        case Command.Ask(var reply) -> reply.send("" + context.pairs());
      }
    }
  }

  private ShardGroup<String, Command> group(ShardConfig config) {
    return ShardGroup.start(
        runtime, "group", ShardMap.of(List.of("a", "b")), shard -> new Member(), config);
  }

  private void say(ShardGroup<String, Command> group, String key, String order) {
    runtime.with("order", order).run(() -> group.signal(key, new Command.Say(key)));
  }

  private static List<String> keys() {
    return List.of("k1", "k2", "k3", "k4", "k5", "k6");
  }

  @Test
  void aKeyThatMovesTakesAlongThePairsOfItsMessages() {
    var group = group(ShardConfig.DEFAULT);
    var until = runtime.<Integer>promise(LONG);
    for (String key : keys()) {
      group.signal(key, new Command.Wait(until.await()));
    }
    simulation.settle();
    Await<ShardMove> move = group.remove("a");
    simulation.settle();
    int order = 0;
    for (String key : keys()) {
      say(group, key, "" + order++); // waits at the old owner, or is set aside by the new one
      group.signal(key, new Command.Say(key));
    }
    until.reply().send(1);
    simulation.advance(LONG);
    assertEquals(0.5, move.join().share(), 0.1);
    for (int i = 0; i < keys().size(); i++) {
      String key = keys().get(i);
      assertEquals(
          List.of(key + "{order=" + i + "}", key + "{}"),
          seen.stream().filter(said -> said.startsWith(key)).toList());
    }
  }

  @Test
  void whatAShardThatEndedHadNotHandledKeepsItsPairs() {
    var group = group(ShardConfig.DEFAULT);
    for (String key : keys()) {
      group.signal(key, new Command.End());
    }
    int order = 0;
    for (String key : keys()) {
      say(group, key, "" + order++);
      group.signal(key, new Command.Say(key));
    }
    simulation.advance(LONG);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < keys().size(); i++) {
      expected.add(keys().get(i) + "{order=" + i + "}");
      expected.add(keys().get(i) + "{}");
    }
    assertEquals(expected.stream().sorted().toList(), seen.stream().sorted().toList());
  }

  @Test
  void aQuestionToAShardHasThem() {
    var group = group(ShardConfig.DEFAULT);
    Await<String> answer =
        runtime
            .with("order", "1")
            .call(() -> group.<String>ask("k1", reply -> new Command.Ask(reply), LONG));
    assertEquals("{order=1}", answer.join());
  }

  @Test
  void aBroadcastHasThemWhateverStrategyAndHoweverSlowAMemberIs() {
    var strategies =
        List.of(
            new BroadcastStrategy.All(),
            new BroadcastStrategy.Along(),
            new BroadcastStrategy.Gossip(20),
            new BroadcastStrategy.PushPull(2, Duration.ofMillis(1)));
    for (BroadcastStrategy strategy : strategies) {
      seen.clear();
      var until = runtime.<Integer>promise(LONG);
      List<AgentRef<Command>> members = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        AgentRef<Command> member =
            runtime.spawn(AgentConfig.DEFAULT.withCapacity(1), () -> new Member());
        member.signal(new Command.Wait(until.await()));
        members.add(member);
      }
      simulation.settle();
      var broadcast =
          Broadcast.start(runtime, Topology.mesh(members), BroadcastConfig.of(strategy));
      for (int i = 0; i < 4; i++) {
        String text = "m" + i;
        runtime.with("order", text).run(() -> broadcast.publish(new Command.Say(text)));
      }
      broadcast.publish(new Command.Say("none"));
      simulation.advance(Duration.ofSeconds(1));
      until.reply().send(1);
      simulation.advance(LONG);
      assertEquals(25, seen.size(), strategy::toString);
      for (String said : seen) {
        String text = said.substring(0, said.indexOf('{'));
        assertEquals(text.equals("none") ? "none{}" : text + "{order=" + text + "}", said);
      }
    }
  }

  @Test
  void aRetryAsksWithThem() {
    AgentRef<Command> member = runtime.spawn(() -> new Member());
    AgentRef<Command> asks =
        runtime.spawn((context, command) -> {
          Await<String> answer =
              Retry.of(3)
                  .run(
                      runtime,
                      LONG,
                      left ->
                          seen.isEmpty()
                              ? refused()
                              : member.ask(reply -> new Command.Ask(reply), left));
          context.onAnswer(answer, text -> seen.add(text + context.pairs()));
        });
    runtime.with("order", "1").run(() -> asks.signal(new Command.End()));
    simulation.advance(LONG);
    assertEquals(List.of("refused", "{order=1}{order=1}"), seen);
  }

  private Await<String> refused() {
    seen.add("refused");
    return Await.failed(new IllegalStateException("busy"));
  }

  @Test
  void anElementOfAChannelHasNoneAndItsReceiverKeepsItsOwn() {
    Channel<String> channel = runtime.channel(1);
    AgentRef<Command> receives =
        runtime.spawn((context, command) ->
            context.onAnswer(
                channel.receiving(LONG), element -> seen.add(element + context.pairs())));
    runtime.with("order", "1").run(() -> receives.signal(new Command.End()));
    simulation.settle();
    runtime.with("order", "2").run(() -> channel.trySend("x"));
    simulation.settle();
    assertEquals(List.of("x{order=1}"), seen);
  }
}
