package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Senders that number their messages for each key, shards that note them, and the judge. */
@Val
final class ShardWorld {
  /** A message number {@code seq} of one sender for one key. */
  record Note(int key, int sender, int seq) {}

  /** Who sends for which key. */
  private record Stream(int key, int sender) {}

  private final ConcurrentHashMap<Stream, Integer> taken = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Stream, CopyOnWriteArrayList<Integer>> handled =
      new ConcurrentHashMap<>();
  private final AtomicInteger shards = new AtomicInteger();
  private final CopyOnWriteArrayList<String> problems = new CopyOnWriteArrayList<>();

  /** Those that began, the living and the dead. */
  final CopyOnWriteArrayList<AgentRef<Note>> agents = new CopyOnWriteArrayList<>();

  /** The next message of {@code sender}, which must use it at once or not at all. */
  Note next(int key, int sender) {
    return new Note(key, sender, taken.getOrDefault(new Stream(key, sender), 0));
  }

  /** What became of it. Each sender in one thread at a time. */
  void sent(Note note, Delivery delivery) {
    if (delivery.isTaken()) {
      taken.merge(new Stream(note.key(), note.sender()), 1, Integer::sum);
    }
  }

  private void handled(Note note) {
    handled
        .computeIfAbsent(new Stream(note.key(), note.sender()), _ -> new CopyOnWriteArrayList<>())
        .add(note.seq());
  }

  void problem(String what) {
    problems.add(what);
  }

  /** All that was taken was handled once, in order. */
  void judge() {
    assertEquals(List.of(), problems);
    var expected = new HashMap<Stream, List<Integer>>();
    taken.forEach(
        (stream, count) -> expected.put(stream, IntStream.range(0, count).boxed().toList()));
    expected.forEach((stream, all) -> assertEquals(all, handled.get(stream), stream::toString));
    assertEquals(expected.size(), handled.size());
  }

  long count() {
    return taken.values().stream().mapToLong(count -> count).sum();
  }

  long handledCount() {
    return handled.values().stream().mapToLong(List::size).sum();
  }

  /** A shard whose state goes along. */
  final class Shard
      implements Behavior<Note>, Handover<Integer, Map<Integer, Map<Integer, Integer>>> {
    private final boolean remembers;
    private final ObjIntConsumer<Note> then;
    private final int number = 1000 + shards.getAndIncrement();
    private final Map<Integer, Map<Integer, Integer>> last = new HashMap<>();

    /**
     * A shard.
     *
     * @param remembers whether it compares what it gets with its state, as that cannot be lost
     * @param then what it does after it has noted; it is the sender of that number
     */
    Shard(boolean remembers, @Iso ObjIntConsumer<Note> then) {
      this.remembers = remembers;
      this.then = then;
    }

    @Override
    public void onStart(AgentContext<Note> context) {
      agents.add(context.self());
    }

    @Override
    public void receive(AgentContext<Note> context, Note note) {
      handled(note);
      var bySender = last.computeIfAbsent(note.key(), _ -> new HashMap<>());
      int before = bySender.getOrDefault(note.sender(), -1);
      if (remembers && before != note.seq() - 1) {
        problem(context.self() + " got " + note + " after " + before);
      }
      bySender.put(note.sender(), note.seq());
      then.accept(note, number);
    }

    @Override
    @Iso
    public Map<Integer, Map<Integer, Integer>> exportKeys(Predicate<? super Integer> moving) {
      var leaving = new HashMap<Integer, Map<Integer, Integer>>();
      for (int key : List.copyOf(last.keySet())) {
        if (moving.test(key)) {
          leaving.put(key, new HashMap<>(last.remove(key)));
        }
      }
      return leaving;
    }

    @Override
    public void importKeys(Map<Integer, Map<Integer, Integer>> state) {
      state.forEach((key, bySender) -> {
        if (last.put(key, bySender) != null) {
          problem("key " + key + " came twice");
        }
      });
    }
  }
}
