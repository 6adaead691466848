package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Iso;
import io.leanagentic.orchestration.Handover;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keys that are divided among agents. */
final class Sharding {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Sharding() {}

  // region counter
  sealed interface Visit {
    record Came(String user) implements Visit {}

    record HowOften(String user, Reply<Integer> reply) implements Visit {}
  }

  /** Counts the visits of the users whose shard it is. */
  static final class Visits implements Behavior<Visit>, Handover<String, Map<String, Integer>> {
    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public void receive(AgentContext<Visit> context, Visit visit) {
      switch (visit) {
        case Visit.Came(var user) -> counts.merge(user, 1, Integer::sum);
        case Visit.HowOften(var user, var reply) -> reply.send(counts.getOrDefault(user, 0));
      }
    }

    @Override
    public @Iso Map<String, Integer> exportKeys(Predicate<? super String> moving) {
      var leaving = new HashMap<String, Integer>();
      for (String user : List.copyOf(counts.keySet())) {
        if (moving.test(user)) {
          leaving.put(user, counts.get(user));
          counts.remove(user);
        }
      }
      return leaving;
    }

    @Override
    public void importKeys(Map<String, Integer> state) {
      counts.putAll(state);
    }
  }

  // endregion

  static List<String> group() {
    var said = new ArrayList<String>();
    try (var runtime = AgentRuntime.start()) {
      // region group
      ShardGroup<String, Visit> visits =
          ShardGroup.start(runtime, "visits", List.of("a", "b", "c"), shard -> new Visits());
      visits.signal("anna", new Visit.Came("anna"));
      int often =
          visits.<Integer>ask("anna", reply -> new Visit.HowOften("anna", reply), PATIENCE).join();
      // endregion
      said.add("anna came " + often + " time");
      // region change
      ShardMove added = visits.add("d", 1).join(); // takes a quarter of the keys
      visits.signal("anna", new Visit.Came("anna")); // goes where anna's count has gone
      visits.remove("a").join(); // its keys go to the others
      visits.reweigh("b", 2).join(); // twice as many keys as c and d have
      visits.replace("c").join(); // a new agent takes over, with the state
      // endregion
      said.add("moved: " + Math.round(100 * added.share()) + " %");
      said.add(visits.map().toString());
      int now =
          visits.<Integer>ask("anna", reply -> new Visit.HowOften("anna", reply), PATIENCE).join();
      said.add("anna came " + now + " times");
    }
    return said;
  }

  static List<String> map() {
    var said = new ArrayList<String>();
    // region map
    ShardMap ten = ShardMap.of(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    ShardMap eleven = ten.with("10", 1);
    int moved = 0;
    int betweenOthers = 0;
    for (int i = 0; i < 110_000; i++) {
      String key = "user-" + i;
      if (!eleven.shard(key).equals(ten.shard(key))) {
        moved++; // about 1 in 11
        betweenOthers += eleven.shard(key).equals("10") ? 0 : 1; // none
      }
    }
    // endregion
    said.add("about " + Math.round(moved / 1000.0) + ",000 of 110,000 moved");
    said.add(betweenOthers + " between others");
    return said;
  }

  static List<String> looking() {
    try (var runtime = AgentRuntime.start()) {
      // region config
      ShardMap map = ShardMap.empty().with("large", 3).with("small", 1);
      ShardConfig config = ShardConfig.DEFAULT.withHold(500).withMemory(Duration.ofMinutes(1));
      ShardGroup<String, Visit> visits =
          ShardGroup.start(runtime, "visits", map, shard -> new Visits(), config);
      // endregion
      for (int i = 0; i < 4000; i++) {
        String user = i % 2 == 0 ? "anna" : "user-" + i;
        visits.send(user, new Visit.Came(user), PATIENCE);
      }
      visits.<Integer>ask("anna", reply -> new Visit.HowOften("anna", reply), PATIENCE).join();
      // region looking
      var said = new ArrayList<String>();
      for (var hot : visits.hotKeys(1)) {
        said.add(hot.key() + " is hot");
      }
      for (var load : visits.loads()) {
        said.add(load.shard() + " has " + load.slots() + " slots");
      }
      // endregion
      return said;
    }
  }
}
