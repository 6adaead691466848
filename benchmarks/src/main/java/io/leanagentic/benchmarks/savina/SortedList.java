package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Agents add to a sorted linked list that one agent has, look for items in it and ask for its size,
 * one request at a time. The result is a checksum of the list at the end, with the number of
 * requests that only read.
 *
 * <p>Other than published, there are 1,000 requests of each agent instead of 8,000: with those, an
 * iteration takes seconds, and next to nothing of them is spent on messages.
 *
 * @param workers who send requests
 * @param requests of each
 * @param writes in a hundred requests
 * @param sizes in a hundred requests
 */
public record SortedList(int workers, int requests, int writes, int sizes) implements Problem {
  /** What a request is for. */
  public enum Kind {
    /** How many items there are. */
    SIZE,
    /** One more item. */
    ADD,
    /** Whether an item is there. */
    CONTAINS
  }

  /** What a worker asks for next. */
  public static final class Requests {
    private final SortedList size;
    private final PseudoRandom random;
    private int left;

    private Requests(SortedList size, int worker) {
      this.size = size;
      this.random = new PseudoRandom((long) worker + size.requests + size.writes + size.sizes);
      this.left = size.requests;
    }

    /** Whether there is one more. */
    public boolean next() {
      return left-- > 0;
    }

    /** Its kind. */
    public Kind kind() {
      int percent = random.nextInt(100);
      if (percent < size.sizes) {
        return Kind.SIZE;
      }
      return percent < size.sizes + size.writes ? Kind.ADD : Kind.CONTAINS;
    }

    /** Its item, which a {@code kind} without one leaves out. */
    public int item(Kind kind) {
      return kind == Kind.SIZE ? 0 : (int) random.nextLong();
    }
  }

  /** The list; not for use by more than one. */
  public static final class Items {
    private static final class Node {
      private final int item;
      private @Nullable Node next;

      Node(int item) {
        this.item = item;
      }
    }

    private final Node head = new Node(-1); // before all items

    private int reads;

    /**
     * Does what is asked for. Returns the size, the item added, or whether it is there, as 1 or 0.
     */
    public int handle(Kind kind, int item) {
      return switch (kind) {
        case SIZE -> size();
        case ADD -> add(item);
        case CONTAINS -> contains(item) ? 1 : 0;
      };
    }

    private int add(int item) {
      Node before = head;
      while (before.next != null && before.next.item <= item) {
        before = before.next;
      }
      var node = new Node(item);
      node.next = before.next;
      before.next = node;
      return item;
    }

    private boolean contains(int item) {
      reads++;
      Node node = head.next;
      while (node != null && node.item != item) {
        node = node.next;
      }
      return node != null;
    }

    private int size() {
      reads++;
      int size = 0;
      for (Node node = head.next; node != null; node = node.next) {
        size++;
      }
      return size;
    }

    /** The result. */
    public long result() {
      long result = reads;
      for (Node node = head.next; node != null; node = node.next) {
        result = checksum(result, node.item);
      }
      return result;
    }
  }

  private static long checksum(long checksum, int item) {
    return 31 * checksum + item;
  }

  /** The requests of {@code worker}, which are the same each time. */
  public Requests requests(int worker) {
    return new Requests(this, worker);
  }

  @Override
  public String name() {
    return "sorted list";
  }

  @Override
  public String size() {
    return sized(workers, "workers, ") + sized(requests, "requests each, ") + writes + " % writes";
  }

  /** Sorts all items that are written. */
  @Override
  public long expected() {
    var added = IntStream.builder();
    int reads = 0;
    for (int worker = 0; worker < workers; worker++) {
      Requests next = requests(worker);
      while (next.next()) {
        Kind kind = next.kind();
        int item = next.item(kind);
        if (kind == Kind.ADD) {
          added.add(item);
        } else {
          reads++;
        }
      }
    }
    long result = reads;
    for (int item : added.build().sorted().toArray()) {
      result = checksum(result, item);
    }
    return result;
  }

  /** A request of each worker in turn. */
  @Override
  public OptionalLong inOneThread() {
    Requests[] all = IntStream.range(0, workers).mapToObj(this::requests).toArray(Requests[]::new);
    var items = new Items();
    for (int i = 0; i < requests; i++) {
      for (Requests next : all) {
        Kind kind = next.kind();
        items.handle(kind, next.item(kind));
      }
    }
    return OptionalLong.of(items.result());
  }
}
