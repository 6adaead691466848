package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Directive;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Supervision;
import io.leanagentic.Terminated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happens to an agent that fails. */
final class Supervised {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Supervised() {}

  /** The sum after a line that is no number, under a supervision that lets the agent continue. */
  static int sumAfterFailure(Supervision supervision) {
    try (var runtime = AgentRuntime.start()) {
      // region fail
      AgentConfig config = AgentConfig.DEFAULT.withSupervision(supervision);
      AgentRef<Parser.Command> parser = runtime.spawn("parser", config, Parser::new);
      parser.signal(new Parser.Command.Line("40"));
      parser.signal(new Parser.Command.Line("forty")); // fails
      parser.signal(new Parser.Command.Line("2"));
      Await<Integer> sum = parser.ask(Parser.Command.Sum::new, PATIENCE);
      // endregion
      return sum.join(); // resume: 42, restart: 2
    }
  }

  static Supervision careful() {
    // region careful
    Supervision careful =
        Supervision.restart()
            .withLimit(3, Duration.ofMinutes(1)) // the fourth failure within a minute ends it
            .withBackoff(Duration.ofMillis(50), Duration.ofSeconds(2)) // 50, 100, 200 ms, ...
            .with(NumberFormatException.class, Directive.RESUME) // a bad line is no reason
            .with(IllegalStateException.class, Directive.ESCALATE);
    // endregion
    return careful;
  }

  /** The end of an agent that may fail twice. */
  static Terminated limited() {
    try (var runtime = AgentRuntime.start()) {
      // region limit
      Supervision twice =
          Supervision.restart()
              .withLimit(2, Duration.ofMinutes(1))
              .withBackoff(Duration.ZERO, Duration.ZERO);
      AgentRef<Parser.Command> parser =
          runtime.spawn(AgentConfig.DEFAULT.withSupervision(twice), Parser::new);
      for (String bad : List.of("one", "two", "three")) {
        parser.signal(new Parser.Command.Line(bad));
      }
      Terminated end = parser.termination(PATIENCE).join();
      // endregion
      return end;
    }
  }

  /** The events of a failure that goes up from a child to its parent. */
  static List<String> escalated() {
    // region escalate
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    try (var runtime = AgentRuntime.start()) {
      var stopping = AgentConfig.DEFAULT.withSupervision(Supervision.stop());
      var escalating = AgentConfig.DEFAULT.withSupervision(Supervision.escalate());
      runtime.listen(event -> {
        if (event instanceof RuntimeEvent.Failed(var agent, var cause, var directive)) {
          events.add(agent.path() + " " + directive);
        }
      });
      AgentRef<String> team =
          runtime.spawn(
              "team",
              stopping,
              (context, line) -> {
                AgentRef<Parser.Command> parser = context.spawn("parser", escalating, Parser::new);
                parser.signal(new Parser.Command.Line(line));
              });
      team.signal("forty");
      team.termination(PATIENCE).join();
    }
    // endregion
    return List.copyOf(events);
  }
}
