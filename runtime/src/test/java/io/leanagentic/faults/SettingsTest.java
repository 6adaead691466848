package io.leanagentic.faults;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRuntime;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents each with a config of its own. */
final class SettingsTest {
  private static final int AGENTS = 1_000;
  private static final int KEPT = 300; // at most, with some to spare

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @Test
  void theConfigsOfEndedAgentsAreForgotten() {
    AgentRuntime runtime = runtimes.start();
    List<WeakReference<AgentConfig>> configs = spawn(runtime);
    Until.isTrue("they have ended", () -> runtime.metrics().agentsAlive() == 0);
    Until.isTrue(
        "most of them are forgotten",
        () -> {
          System.gc();
          return configs.stream().filter(config -> config.get() != null).count() <= KEPT;
        });
  }

  private static List<WeakReference<AgentConfig>> spawn(AgentRuntime runtime) {
    var configs = new ArrayList<WeakReference<AgentConfig>>();
    for (int i = 0; i < AGENTS; i++) {
      AgentConfig config = AgentConfig.DEFAULT.withCapacity(1_000 + i);
      runtime.spawn(config, (context, message) -> {}).stop();
      configs.add(new WeakReference<>(config));
    }
    return configs;
  }
}
