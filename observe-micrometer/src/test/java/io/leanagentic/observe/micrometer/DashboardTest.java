package io.leanagentic.observe.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.testkit.SimulatedRuntime;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Grafana's dashboard asks for what a scrape has. */
class DashboardTest {
  private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "lean-agentic.json");
  private static final Pattern NAME = Pattern.compile("leanagentic_[a-z_]+");

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readTree(DASHBOARD.toFile());
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A scrape of a runtime with agents and a finding. */
  private static String scrape() {
    var registry = new PrometheusMeterRegistry(key -> null);
    var runtime = SimulatedRuntime.start(7);
    AgentRuntimeMetrics.of(runtime.agents()).bindTo(registry);
    AgentRef<String> slow =
        runtime.spawn(
            "slow",
            AgentConfig.DEFAULT.withCapacity(1),
            (context, text) ->
                context.await(context.runtime().after(Duration.ofMinutes(1)), delay -> {}));
    AgentRef<String> sender =
        runtime.spawn(
            "sender",
            (context, go) -> {
              slow.signal("one");
              slow.signal("two");
              slow.signal("three");
            });
    sender.signal("go");
    for (int i = 0; i < 5; i++) {
      runtime.advance(Duration.ofSeconds(1));
      registry.scrape();
    }
    String scrape = registry.scrape();
    runtime.agents().abort();
    return scrape;
  }

  @Test
  void eachMetricOfTheDashboardIsInAScrape() throws IOException {
    Set<String> missing = names(dashboard().toString());
    assertTrue(missing.size() > 20, missing::toString);
    String scrape = scrape();
    missing.removeAll(names(scrape));
    assertTrue(missing.isEmpty(), () -> missing + " is not in\n" + scrape);
  }

  @Test
  void eachPanelHasATitleAWordOfExplanationAndAQuery() throws IOException {
    JsonNode panels = dashboard().get("panels");
    var ids = new TreeSet<Integer>();
    for (JsonNode panel : panels) {
      assertTrue(ids.add(panel.get("id").asInt()), panel::toString);
      assertTrue(!panel.get("title").asText().isBlank(), panel::toString);
      assertTrue(!panel.get("description").asText().isBlank(), panel::toString);
      assertTrue(!panel.get("targets").isEmpty(), panel::toString);
    }
    assertEquals(panels.size(), ids.size());
  }
}
