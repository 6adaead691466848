package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.leanagentic.capability.Val;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of a class that may fail, as JUnit does.
 *
 * @param passed the names of the runs that passed
 * @param failures why the others did not
 */
public record Runs(@Val List<String> passed, @Val List<String> failures) {

  /** Runs the tests of {@code type}. */
  public static Runs of(Class<?> type) {
    var listener = new Listener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(type)).build(),
            listener);
    return new Runs(List.copyOf(listener.passed), List.copyOf(listener.failures));
  }

  /** How many runs failed. */
  public int failed() {
    return failures.size();
  }

  /** What the only failure says. */
  public String failure() {
    assertEquals(1, failed(), failures::toString);
    return failures.getFirst();
  }

  @Val
  private static final class Listener implements TestExecutionListener {
    final CopyOnWriteArrayList<String> passed = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      result.getThrowable().ifPresent(t -> failures.add(String.valueOf(t.getMessage())));
      if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        passed.add(test.getDisplayName());
      }
    }
  }
}
