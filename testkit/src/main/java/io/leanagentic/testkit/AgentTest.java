package io.leanagentic.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a system of agents, run once for each of several schedules. Its parameters may be a
 * {@link SimulatedRuntime}, an {@link io.leanagentic.AgentRuntime} and any number of {@link
 * Probe}s; each run has its own. A run ends with a check that nothing is left over.
 *
 * <pre>{@code
 * @AgentTest(schedules = 200)
 * void transfersConserveMoney(SimulatedRuntime runtime, Probe<Boolean> probe) { ... }
 * }</pre>
 *
 * <p>The first run that fails is the last. Its failure names the seed and a line to run it again,
 * and shows the schedule with the fewest context switches found that still fails. For that the test
 * method and the methods {@code @BeforeEach} and {@code @AfterEach} of its class are run many more
 * times on the same instance.
 *
 * <p>{@code -Dleanagentic.seed=17} runs that seed only, {@code -Dleanagentic.schedules=10000} that
 * many schedules.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AgentTestExtension.class)
public @interface AgentTest {
  /** How many schedules to run, 1 or more; of an exhaustive strategy, at most. */
  int schedules() default 100;

  /** The first seed; each schedule has the next one. */
  long seed() default 1;

  /** Where the agents run. */
  Mode mode() default Mode.SIMULATED;

  /**
   * How many bytes to spend on a {@link Recording} of each run on real workers, 0 for none. That of
   * a failed run is kept, and {@code -Dleanagentic.replay} of its file repeats it in a simulation.
   */
  long record() default 0;

  /** The {@link Strategy} of a simulation, as {@link Strategy#parse} takes it. */
  String strategy() default "random";

  /**
   * Whether a run fails if something is left over at its end: an agent that is parked or has
   * messages it does not take, or on real workers an agent that does not end when it is stopped.
   */
  boolean checkLeaks() default true;

  /** Where the agents of a test run. */
  enum Mode {
    /** One agent at a time, in virtual time. */
    SIMULATED,
    /** On the workers of a runtime, as in production. */
    REAL
  }
}
