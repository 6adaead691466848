package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.extension.Panel;
import io.leanagentic.orchestration.ShardLoad;
import java.util.List;
import java.util.Locale;

/** What consoles show of a group of shards. */
public final class ShardPanel {
  private static final List<String> COLUMNS =
      List.of(
          "Shard",
          "Keys",
          "Messages/s",
          "Each",
          "At work",
          "In mailbox",
          "On hold",
          "Handled",
          "Replaced");

  private ShardPanel() {}

  /** The panel of the group {@code name}. */
  public static Panel of(String name, List<ShardLoad> loads) {
    int slots = Math.max(1, loads.stream().mapToInt(ShardLoad::slots).sum());
    return new Panel(
        "Shards of " + name,
        "Keys: the share of all keys; on hold: messages that wait until their key has moved here.",
        COLUMNS,
        loads.stream().map(load -> row(load, slots)).toList());
  }

  private static List<String> row(ShardLoad load, int slots) {
    var profile = load.profile();
    return List.of(
        load.shard(),
        percent((double) load.slots() / slots),
        String.format(Locale.ROOT, "%,.0f", profile.messagesPerSecond()),
        Panel.time(profile.meanNanos()),
        percent(Math.clamp(profile.messagesPerSecond() * profile.meanNanos() / 1e9, 0, 1)),
        Long.toString(profile.depth()),
        Integer.toString(load.waiting()),
        Long.toString(profile.handled()),
        Integer.toString(load.replaced()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
