package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Iso;
import io.leanagentic.orchestration.Handover;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

// region room
/**
 * A shard: has some of the symbols, and the desk of each, with all its analyzers. When a symbol
 * goes to another room, its desk goes with it.
 */
final class Room
    implements Behavior<Room.Message>, Handover<String, Map<String, AgentRef<Desk.Message>>> {

  sealed interface Message permits Assigned, Bar {}

  /** This room has a new desk. */
  record Assigned(String symbol, AgentRef<Desk.Message> desk) implements Message {}

  /** A bar of a symbol. */
  record Bar(String symbol, Quote quote) implements Message {}

  private final Map<String, AgentRef<Desk.Message>> desks = new HashMap<>();
  private final AgentRef<Floor.Message> floor;

  Room(AgentRef<Floor.Message> floor) {
    this.floor = floor;
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Assigned(String symbol, var desk) -> desks.put(symbol, desk);
      case Bar(String symbol, Quote quote) -> {
        AgentRef<Desk.Message> desk = desks.get(symbol);
        if (desk == null) {
          Signals.mustArrive(floor, new Floor.Astray(symbol));
        } else {
          Signals.mustArrive(desk, quote);
        }
      }
    }
  }

  @Override
  @Iso
  public Map<String, AgentRef<Desk.Message>> exportKeys(Predicate<? super String> moving) {
    var leaving = new HashMap<String, AgentRef<Desk.Message>>();
    for (String symbol : List.copyOf(desks.keySet())) {
      if (moving.test(symbol)) {
        leaving.put(symbol, Objects.requireNonNull(desks.remove(symbol)));
      }
    }
    return leaving;
  }

  @Override
  public void importKeys(@Iso Map<String, AgentRef<Desk.Message>> arriving) {
    desks.putAll(arriving);
  }
}
// endregion
