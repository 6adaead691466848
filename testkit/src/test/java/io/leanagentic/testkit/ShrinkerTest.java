package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testkit.Switch.Moment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left after shrinking is needed, and a bounded number of runs finds it. */
final class ShrinkerTest {
  private static List<Switch> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Switch(new Moment("/a", i), "/b", "/c"))
        .toList();
  }

  /** Fails with all switches of these numbers; of the random schedules, only the 100th does. */
  private static final class Needing implements Shrinker.Attempts {
    private final Set<Integer> needed;
    private final List<Switch> found;
    private final int most;
    private int runs;

    Needing(Set<Integer> needed, List<Switch> found, int most) {
      this.needed = needed;
      this.found = found;
      this.most = most;
    }

    @Override
    public Optional<List<Switch>> replay(List<Switch> switches) {
      runs++;
      boolean fails =
          numbers(switches).containsAll(needed) || (!found.isEmpty() && switches.equals(found));
      return fails ? Optional.of(switches) : Optional.empty();
    }

    @Override
    public Optional<List<Switch>> sparse(long seed, double share) {
      runs++;
      return seed == 100 && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    @Override
    public long turns() {
      return 1_000;
    }

    @Override
    public boolean isEnough() {
      return runs >= most;
    }
  }

  private static Shrinker needing(Set<Integer> needed, int most) {
    return new Shrinker(new Needing(needed, List.of(), most));
  }

  private static List<Integer> numbers(List<Switch> switches) {
    return switches.stream().map(one -> (int) one.after().turn()).toList();
  }

  @Test
  void onlyWhatIsNeededIsLeft() {
    assertEquals(
        List.of(3, 57, 58), numbers(needing(Set.of(3, 57, 58), 1_000).shrink(numbered(100))));
    assertEquals(List.of(0), numbers(needing(Set.of(0), 1_000).shrink(numbered(1))));
    assertEquals(List.of(), numbers(needing(Set.of(), 1_000).shrink(numbered(1_000))));
  }

  @Test
  void aScheduleWithFewSwitchesThatFailsTakesThePlace() {
    var other = numbered(2);
    var shrinker = new Shrinker(new Needing(Set.of(3, 4, 5), other, 10_000));
    assertEquals(other, shrinker.shrink(numbered(100).subList(2, 100)));
  }

  @Test
  void theNumberOfRunsIsBounded() {
    var shrinker = needing(Set.of(1, 200, 400, 600, 800), 20);
    var left = numbers(shrinker.shrink(numbered(1_000)));
    assertTrue(left.containsAll(List.of(1, 200, 400, 600, 800)), left::toString);
    assertEquals(20, shrinker.runs());
  }
}
