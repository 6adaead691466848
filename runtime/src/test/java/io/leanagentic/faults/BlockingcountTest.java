package io.leanagentic.faults;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The messages of a blocking agent that is never idle. */
final class BlockingcountTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @Test
  void whatABusyBlockingAgentHandlesIsCountedMeanwhile() {
    AgentRuntime runtime = runtimes.start();
    var ended = new AtomicBoolean();
    AgentRef<String> busy =
        runtime.spawn(
            AgentConfig.DEFAULT.withBlocking(),
            (context, word) -> {
              if (!ended.get()) {
                context.self().signal(word);
              }
            });
    busy.signal("go");
    Until.isTrue("they are counted", () -> runtime.metrics().handled() > 1_000);
    ended.set(true);
  }
}
