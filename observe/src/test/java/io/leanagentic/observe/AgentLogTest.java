package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Shared;
import io.leanagentic.testkit.SimulatedRuntime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lines say about the agent that logs them. */
class AgentLogTest {
  private final SimulatedRuntime runtime = SimulatedRuntime.start(1);
  private final Lines lines = new Lines();

  @AfterEach
  void end() {
    runtime.agents().abort();
  }

  /** Keeps lines, from INFO on. */
  @Shared("its list is for many threads")
  static final class Lines implements System.Logger {
    private final CopyOnWriteArrayList<String> all = new CopyOnWriteArrayList<>();

    @Override
    public String getName() {
      return "shop";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.INFO.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable thrown) {
      all.add(text + (thrown == null ? "" : " " + thrown.getMessage()));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      all.add("" + format);
    }
  }

  private AgentLog log() {
    return AgentLog.of(runtime.agents(), lines);
  }

  @Test
  void aLineOfATurnNamesTheAgentAndWhatGoesAlong() {
    AgentLog log = log();
    AgentRef<String> desk =
        runtime.spawn("desk", (context, item) -> log.log(Level.INFO, "packs a " + item));
    runtime.agents().with("order", "42").run(() -> desk.signal("sofa"));
    runtime.settle();
    desk.signal("lamp");
    runtime.settle();
    assertEquals(List.of("/desk packs a sofa [order=42]", "/desk packs a lamp"), lines.all);
  }

  @Test
  void soDoesALineOfAContinuation() {
    AgentLog log = log();
    AgentRef<String> desk =
        runtime.spawn(
            "desk",
            (context, item) ->
                context.onAnswer(
                    context.runtime().after(Duration.ofSeconds(1)),
                    delay -> log.log(Level.INFO, "goes on")));
    runtime.agents().with("order", "42").run(() -> desk.signal("sofa"));
    runtime.advance(Duration.ofSeconds(2));
    assertEquals(List.of("/desk goes on [order=42]"), lines.all);
  }

  @Test
  void aLineFromOutsideIsAsItWas() {
    log().log(Level.INFO, "begins");
    assertEquals(List.of("begins"), lines.all);
    assertEquals("shop", log().getName());
  }

  @Test
  void aLoggerOfThePlatformKeepsItsName() {
    AgentRuntime runtime = this.runtime.agents();
    // region log
    System.Logger log = AgentLog.of(runtime, System.getLogger("shop"));
    // endregion
    assertEquals("shop", log.getName());
  }

  @Test
  void allWaysToLogArriveInFull() {
    AgentLog log = log();
    AgentRef<String> desk =
        runtime.spawn(
            "desk",
            (context, item) -> {
              log.log(Level.INFO, () -> "supplied");
              log.log(Level.INFO, "{0} of {1}", 1, "it''s {2}");
              log.log(Level.INFO, "fails", new IllegalStateException("why"));
              log.log(Level.INFO, new Words(), "hello", new Object[0]);
              log.log(Level.INFO, new Words(), "unknown", new Object[0]);
              log.log(Level.INFO, "braces {stay}");
              log.log(Level.DEBUG, "is not written");
            });
    desk.signal("sofa");
    runtime.settle();
    assertEquals(
        List.of(
            "/desk supplied",
            "/desk 1 of it''s {2}",
            "/desk fails why",
            "/desk hallo",
            "/desk unknown",
            "/desk braces {stay}"),
        lines.all);
  }

  /** German. */
  static final class Words extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"hello", "hallo"}};
    }
  }
}
