package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.extension.Panel;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import java.util.Comparator;
import java.util.List;

/** What consoles show of leases. */
public final class LeasePanel {
  private static final List<String> COLUMNS =
      List.of("Resource", "Holder", "Token", "Held for", "Ends in", "Waiting");

  private LeasePanel() {}

  /** The panel of these leases. */
  public static Panel of(String title, List<LeaseInfo> leases) {
    return new Panel(
        title,
        "A lease that is kept alive is renewed before it ends.",
        COLUMNS,
        leases.stream()
            .sorted(Comparator.comparing(LeaseInfo::resource))
            .map(LeasePanel::row)
            .toList());
  }

  private static List<String> row(LeaseInfo lease) {
    return List.of(
        lease.resource(),
        holder(lease.holder()),
        Long.toString(lease.token()),
        Panel.time(lease.held()),
        Panel.time(lease.remaining()),
        Integer.toString(lease.waiting()));
  }

  private static String holder(LeaseHolder holder) {
    return switch (holder) {
      case LeaseHolder.Agent(var agent) -> agent.path();
      case LeaseHolder.Named(var name) -> name;
    };
  }
}
