package io.leanagentic.cluster.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.cluster.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LinkTest {
  private static final Node HERE = new Node("127.0.0.1", 1, 11);
  private static final Node THERE = new Node("127.0.0.1", 2, 22);

  private final AgentRuntime runtime = AgentRuntime.start();

  @AfterEach
  void end() {
    runtime.abort();
  }

  private static Frame read(byte[] bytes) {
    try {
      return Frame.read(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The other end, whose items are kept; it answers one call at a time. */
  private static final class Far {
    final List<Item> items = new ArrayList<>();
    private final Set<Long> lost = ConcurrentHashMap.newKeySet();
    private final CountDownLatch all;
    private final Wire back;

    Far(AgentRuntime runtime, int count, Consumer<byte[]> confirm) {
      this.all = new CountDownLatch(count);
      this.back = new Wire(runtime, THERE, HERE, confirm);
    }

    /** Loses the frames 1, 3 and 4, and each of them once. */
    synchronized void take(Frame frame) {
      long number = frame.number();
      if ((number == 1 || number == 3 || number == 4) && lost.add(number)) {
        return;
      }
      back.came(
          frame,
          item -> {
            items.add(item);
            all.countDown();
          });
    }
  }

  @Test
  void whatIsLostIsSentAgainInOrder() throws Exception {
    var sent =
        IntStream.range(0, 20)
            .mapToObj(it -> new Item.Message(it, new long[0], 0, bytes()))
            .toList();
    var wires = new ArrayList<Wire>();
    var far = new Far(runtime, sent.size(), bytes -> wires.getFirst().came(read(bytes), _ -> {}));
    wires.add(new Wire(runtime, HERE, THERE, bytes -> far.take(read(bytes))));
    AgentRef<List<Item.Message>> sender =
        runtime.spawn((_, all) -> all.forEach(wires.getFirst()::message));
    sender.signal(sent);
    assertTrue(far.all.await(60, TimeUnit.SECONDS));
    assertEquals(
        IntStream.range(0, 20).boxed().toList(),
        far.items.stream().map(it -> ((Item.Message) it).ref()).toList());
    wires.getFirst().drain(Duration.ofSeconds(60));
    assertEquals(0, wires.getFirst().abort());
    assertEquals(Set.of(1L, 3L, 4L), far.lost);
  }

  private static byte[] bytes() {
    return new byte[Link.FULL]; // one message is one frame
  }

  @Test
  void aLinkWithoutConfirmationsParksItsSenders() throws Exception {
    var numbers = ConcurrentHashMap.<Long>newKeySet();
    var wire = new Wire(runtime, HERE, THERE, bytes -> numbers.add(read(bytes).number()));
    var one = new Item.Message(1, new long[0], 0, bytes());
    AgentRef<Integer> sender = runtime.spawn((_, count) -> send(wire, one, count));
    var parked = new CountDownLatch(1);
    try (var _ =
        runtime.listen(event -> {
          if (event instanceof RuntimeEvent.Parked it && it.agent() == sender) {
            parked.countDown();
          }
        })) {
      sender.signal(2_000);
      assertTrue(parked.await(60, TimeUnit.SECONDS));
    }
    assertTrue(numbers.size() <= Link.WINDOW, numbers::toString);
    assertEquals(2_000, wire.abort()); // in frames, and those that have waited for room
  }

  private static void send(Wire wire, Item item, int count) {
    for (int i = 0; i < count; i++) {
      wire.message(item);
    }
  }

  /** Nor does it hold back the end of the runtime: nobody is there to confirm. */
  @Test
  void anAbortedLinkSendsNothingAgain() {
    var sent = new AtomicInteger();
    var wire = new Wire(runtime, HERE, THERE, _ -> sent.incrementAndGet());
    wire.control(new Item.Cancel(1));
    while (sent.get() == 0) {
      LockSupport.parkNanos(1_000_000);
    }
    wire.abort();
    int before = sent.get();
    runtime.close();
    assertTrue(sent.get() <= before + 1, () -> before + " frames, then " + sent);
  }

  @Test
  void whatHasNoRoomIsCounted() {
    var wire = new Wire(runtime, HERE, THERE, _ -> {}, 2);
    int sent = 0;
    while (wire.lost() == 0 && sent < 1_000_000) {
      wire.control(new Item.Cancel(sent++));
    }
    assertEquals(1, wire.lost());
  }

  @Test
  void everyItemIsTheSameAfterwards() {
    List<Item> items =
        List.of(
            new Item.Open(1, 1000, "ü"),
            new Item.Close(2, 7),
            new Item.Taken(3, 4),
            new Item.Gone(5, "why"),
            new Item.NoAnswer(6, "why not"),
            new Item.Cancel(7),
            new Item.Published("a"),
            new Item.Withdrawn("b"));
    var frame = new Frame(Lane.CONTROL, 1, 2, 3, items);
    assertEquals(frame, read(frame.bytes()));
    var message = new Item.Message(1, new long[] {2, 3}, 4, new byte[] {5});
    var read =
        (Item.Message)
            read(new Frame(Lane.MESSAGES, 1, 2, 3, List.of(message)).bytes()).items().getFirst();
    assertEquals(List.of(2L, 3L), List.of(read.questions()[0], read.questions()[1]));
    assertEquals(5, read.bytes()[0]);
    var answer = new Item.Answer(8, new byte[] {9});
    var said =
        (Item.Answer)
            read(new Frame(Lane.CONTROL, 1, 2, 3, List.of(answer)).bytes()).items().getFirst();
    assertEquals(8, said.question());
    assertEquals(9, said.bytes()[0]);
  }

  @Test
  void whatIsNoFrameIsRefusedInWords() {
    var refusal =
        assertThrows(
            IOException.class,
            () -> Frame.read("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertEquals("a frame begins with 47455420; allowed: 4c410001", refusal.getMessage());
    byte[] frame =
        new Frame(
                Lane.MESSAGES,
                1,
                2,
                3,
                List.of(
                    new Item.Message(1, new long[] {2}, 3, new byte[50]),
                    new Item.Open(1, 1000, "x")))
            .bytes();
    var random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = frame.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        Frame.read(damaged);
      } catch (IOException e) {
        // in words, or the end came too early
      }
    }
  }
}
