package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Agents read and write, one request at a time, a map that one agent has a copy of. The result is
 * how many writes and reads that agent handled, see {@link #result}.
 *
 * @param workers who read and write
 * @param requests of each
 * @param writes in a hundred requests
 * @param entries in the map
 */
public record Dictionary(int workers, int requests, int writes, int entries) implements Problem {
  /** What a worker asks for next. */
  public static final class Requests {
    private final Dictionary size;
    private final Random random;
    private int left;

    private Requests(Dictionary size, int worker) {
      this.size = size;
      this.random = new Random((long) worker + size.requests + size.writes);
      this.left = size.requests;
    }

    /** Whether there is one more. */
    public boolean next() {
      return left-- > 0;
    }

    /** Whether it is to write. */
    public boolean isWrite() {
      return random.nextInt(100) < size.writes;
    }

    /** Its key. */
    public int key() {
      return Math.floorMod(random.nextInt(), size.entries);
    }

    /** The value to write. */
    public int value() {
      return random.nextInt();
    }
  }

  private static final long READ = 1_000_000_000L;

  /** The requests of {@code worker}, which are the same each time. */
  public Requests requests(int worker) {
    return new Requests(this, worker);
  }

  /** What the map holds at first; the caller may change it. */
  public Map<Integer, Integer> copy() {
    return new HashMap<>(Initial.map(entries));
  }

  /** Both counts in one number, and that of entries in the map, which does not grow. */
  public long result(int reads, int written, int found) {
    return (found == entries ? 1 : -1) * (reads * READ + written);
  }

  @Override
  public String name() {
    return "concurrent dictionary";
  }

  @Override
  public String size() {
    return sized(workers, "workers, ") + sized(requests, "requests each, ") + writes + " % writes";
  }

  @Override
  public long expected() {
    int written = 0;
    for (int worker = 0; worker < workers; worker++) {
      Requests requests = requests(worker);
      while (requests.next()) {
        boolean write = requests.isWrite();
        requests.key();
        if (write) {
          requests.value();
          written++;
        }
      }
    }
    return result(workers * requests - written, written, entries);
  }
}
