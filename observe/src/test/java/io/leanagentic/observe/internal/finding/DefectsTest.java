package io.leanagentic.observe.internal.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.observe.Finding;
import io.leanagentic.testkit.SimulatedRuntime;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefectsTest {

  @Test
  void failuresOfTheRuntimeItselfAreCounted() throws ReflectiveOperationException {
    RuntimeMetrics metrics;
    try (var runtime = SimulatedRuntime.start(1)) {
      metrics = runtime.agents().metrics();
    }
    assertEquals(Optional.empty(), Defects.in(metrics));
    Finding finding = Defects.in(withDefects(metrics, 3)).orElseThrow().finding();
    assertEquals("defect", finding.kind());
    assertTrue(
        finding
            .toString()
            .startsWith(
                "The runtime itself has failed 3 times since it began, and went on. The log has a"
                    + " line for each"),
        finding::toString);
  }

  /** No program can cause one at will. */
  private static RuntimeMetrics withDefects(RuntimeMetrics metrics, long defects)
      throws ReflectiveOperationException {
    RecordComponent[] components = RuntimeMetrics.class.getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          components[i].getName().equals("defects")
              ? Long.valueOf(defects)
              : components[i].getAccessor().invoke(metrics);
    }
    return RuntimeMetrics.class
        .getDeclaredConstructor(
            Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
        .newInstance(values);
  }
}
