package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.testkit.AgentTest.Mode;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Spring gives a test its beans, and {@link AgentTest} the rest, whichever is named first. */
final class BesideSpringTest {
  private static final AtomicInteger CONTEXTS = new AtomicInteger();

  /** What the agents say. */
  static final class Greeting {
    String text() {
      return "hello";
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    Greeting greeting() {
      CONTEXTS.incrementAndGet();
      return new Greeting();
    }
  }

  @ExtendWith(SpringExtension.class)
  @ContextConfiguration(classes = Beans.class)
  static final class Greets {
    @Autowired private Greeting greeting = new Greeting();

    @AgentTest(schedules = 3)
    void simulated(SimulatedRuntime runtime, Probe<String> probe, @Autowired Greeting given) {
      assertEquals(greeting, given);
      var text = given.text();
      var to = probe.ref();
      var agent = runtime.<String>spawn("a", (context, name) -> to.signal(text + " " + name));
      agent.signal("you");
      probe.expect("hello you");
    }

    @AgentTest(schedules = 2, mode = Mode.REAL)
    void onWorkers(@Autowired Greeting given, AgentRuntime runtime, Probe<String> probe) {
      assertEquals(greeting, given);
      var text = given.text();
      var to = probe.ref();
      var agent = runtime.<String>spawn("a", (context, name) -> to.signal(text + " " + name));
      agent.signal("you");
      probe.expect("hello you");
    }

    @AgentTest
    void fails(SimulatedRuntime runtime, @Autowired Greeting given) {
      assertEquals("bye", given.text());
    }
  }

  @Test
  void bothGiveATestItsParameters() {
    Runs runs = Runs.of(Greets.class);
    assertEquals(5, runs.passed().size(), () -> runs.passed().toString());
    assertTrue(runs.failure().contains("expected: <bye> but was: <hello>"), runs::failure);
    assertTrue(runs.failure().contains("again: -Dtest=Greets#fails"), runs::failure);
    assertEquals(1, CONTEXTS.get(), "one context for all runs");
  }
}
