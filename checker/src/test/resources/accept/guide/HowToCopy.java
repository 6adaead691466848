package accept.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the guide shows of copying. */
class HowToCopy implements Behavior<HowToCopy.Ask> {
  // region constructors
  static final class Pos {
    double x, y;
    Pos(double x, double y) { this.x = x; this.y = y; }
    Pos(Pos other) { this(other.x, other.y); }
    Pos copy() { return new Pos(this); }
  }

  static final class Route {
    final String name;
    final List<Pos> stops = new ArrayList<>();
    Route(String name) { this.name = name; }
    Route(Route other) { // deep: each stop is copied, too
      this(other.name);
      for (Pos stop : other.stops) {
        stops.add(new Pos(stop));
      }
    }
  }
  // endregion

  // region records
  record Names(@Val List<String> names) implements Message {
    Names {
      names = List.copyOf(names); // so anybody may hand in a list of his own
    }
  }

  record Grid(@Iso int[][] cells) implements Message {}
  // endregion

  record Ask(AgentRef<Route> routes, AgentRef<List<Pos>> stops, AgentRef<Message> rest) {}

  private final Route route = new Route("U1");
  private final Map<String, List<Integer>> times = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final int[][] cells = new int[4][4];

  @Override public void receive(AgentContext<Ask> context, Ask ask) {
    // region sending
    ask.routes().signal(new Route(route));
    ask.stops().signal(route.stops.stream().map(Pos::copy).toList());

    List<Pos> moved = new ArrayList<>();
    for (Pos stop : route.stops) {
      moved.add(new Pos(stop.x + 1, stop.y));
    }
    ask.stops().signal(moved);

    ask.rest().signal(new Names(names)); // copied by the record
    // endregion

    // region collections
    Map<String, List<Integer>> copy = new TreeMap<>();
    times.forEach((stop, minutes) -> copy.put(stop, new ArrayList<>(minutes)));
    // endregion
    send(copy, ask.rest());

    // region arrays
    int[][] grid = new int[cells.length][];
    for (int i = 0; i < cells.length; i++) {
      grid[i] = cells[i].clone();
    }
    ask.rest().signal(new Grid(grid));
    // endregion
  }

  private static void send(@Iso Map<String, List<Integer>> times, AgentRef<Message> to) {
    to.signal(new Names(List.copyOf(times.keySet())));
  }

  // region words
  interface Shape {
    @Iso Shape copy(); // each implementation returns something new

    double distance(@Box Pos from); // and only reads what it is lent
  }
  // endregion
}
