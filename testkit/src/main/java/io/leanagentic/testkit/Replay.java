package io.leanagentic.testkit;

import io.leanagentic.testkit.Switch.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stays on a chain of messages, as one worker does: what became ready last runs first. Leaves it
 * only at given switches.
 */
final class Replay implements Chooser {
  /*
   * A switch is tied to the turn after which it happens, and a turn is known by its agent and its number there: if other
   * switches are left out, most of those turns still exist, though at other times. A switch whose turn does not exist,
   * or whose agent is not ready then, is passed over.
   */
  private final Map<Moment, String> switches = new HashMap<>();

  Replay(List<Switch> switches) {
    switches.forEach(one -> this.switches.put(one.after(), one.path()));
  }

  @Override
  public int choose(List<SimulatedAgent> ready, @Nullable SimulatedAgent last) {
    String wanted = switches.get(Moment.after(last));
    if (wanted != null) {
      for (int i = ready.size() - 1; i >= 0; i--) {
        if (ready.get(i).path.equals(wanted)) {
          return i;
        }
      }
    }
    return usual(ready);
  }

  /** Who runs where there is no switch. */
  static int usual(List<SimulatedAgent> ready) {
    return ready.size() - 1;
  }
}
