package io.leanagentic.observe.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who shares a look with whom. */
class LooksTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SimulatedRuntime runtime = SimulatedRuntime.start(5);
  private final Observer observer = Observer.of(runtime.agents());

  @AfterEach
  void end() {
    observer.close();
    runtime.agents().abort();
  }

  private void spawn(String name) {
    runtime.<String>spawn(name, (context, text) -> {});
  }

  /** The agents that a search finds. */
  private static int found(Looks looks, String search, long now) {
    Snapshot shown = looks.show(List.of(new Query(Query.Sort.BUSY, search, 10)), now).getFirst();
    return shown.agents().size();
  }

  @Test
  void thoseWhoAskWithinASecondShareOne() {
    var looks = new Looks(observer, 0);
    spawn("first");
    assertTrue(looks.isDue(0));
    assertEquals(1, found(looks, "", 0));
    spawn("second");
    assertFalse(looks.isDue(SECOND - 1));
    assertEquals(1, found(looks, "first", SECOND - 1));
    assertEquals(0, found(looks, "second", SECOND - 1), "it came after the look");
    assertTrue(looks.isDue(SECOND));
    assertEquals(1, found(looks, "second", SECOND));
  }

  @Test
  void whatTakesMuchOfAProcessorIsSharedForLonger() {
    var looks = new Looks(observer, 1_000_000_000);
    assertEquals(0, found(looks, "", 0));
    spawn("first");
    assertEquals(0, found(looks, "", 60 * SECOND));
  }

  @Test
  void aLookThatIsTooOldIsNotKept() {
    var looks = new Looks(observer, 0);
    spawn("first");
    assertEquals(1, found(looks, "", 0));
    looks.forgetOld(SECOND - 1);
    spawn("second");
    assertEquals(1, found(looks, "", SECOND - 1));
    looks.forgetOld(SECOND);
    assertEquals(2, found(looks, "", SECOND - 1), "it was forgotten");
  }
}
