package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.Inspection;
import io.leanagentic.observe.AgentPage;
import java.util.Map;

/** Puts together what is known of one agent. */
public final class Pages {
  private static final int MOST_CHILDREN = 100;
  private static final int MOST_FRAMES = 40;

  private Pages() {}

  /** All that is known of the agent of {@code view}. */
  public static AgentPage page(AgentView view, Inspection inspection, Happenings happenings) {
    AgentRef<?> agent = view.agent();
    Map<AgentRef<?>, Streak> failures = happenings.failed().live(happenings.now());
    Streak failed = failures.get(agent);
    return new AgentPage(
        Rows.row(view, inspection.waitOf(agent)),
        view.parent() == null ? "" : Words.path(view.parent()),
        config(view.config()),
        inspection.children(agent, MOST_CHILDREN).stream().map(Words::path).toList(),
        failed == null ? 0 : failed.count(),
        failed != null && failed.example() instanceof Throwable cause ? Failures.text(cause) : "",
        inspection.stackOf(agent).stream()
            .limit(MOST_FRAMES)
            .map(StackTraceElement::toString)
            .toList());
  }

  private static String config(AgentConfig config) {
    var mailbox = config.mailbox();
    return "a mailbox of "
        + Words.number(mailbox.capacity())
        + " ("
        + mailbox.overflow()
        + "), a stash of "
        + Words.number(config.stash())
        + ", priority "
        + config.priority()
        + ", "
        + config.supervision().directive()
        + " after a failure"
        + (config.blocking() ? ", on a thread of its own" : "");
  }
}
