package io.leanagentic.cluster.internal.link;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Mailbox;
import io.leanagentic.cluster.Node;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One way from this node to another: puts items into frames, and keeps each until it came. */
public final class Link implements AgentLoop<Item> {
  /*
   * Structure
   *   A loop agent. It takes what is in its mailbox into one frame, up to FULL bytes, numbers the frame, hands it to
   *   the engine and keeps it. The receiver takes frames in the order of their numbers and confirms the last one it
   *   took; one that came early, or again, is dropped there. If none that is kept was confirmed for RESEND, all are
   *   sent again; not at each confirmation that is old, since each copy is confirmed, too. At most WINDOW frames are
   *   kept: then the link takes no more items, its mailbox fills, and its senders park. The engine drops what its own
   *   queue has no room for, and what was on a connection that broke.
   *
   * Ordering
   *   confirmed is written by whoever receives frames, then news is released; the loop takes the news, then reads
   *   confirmed.
   *
   * Invariants
   *   L1  items arrive in order and once while both nodes live   LinkTest.whatIsLostIsSentAgainInOrder
   *   L2  at most WINDOW frames are on their way                 LinkTest.aLinkWithoutConfirmationsParksItsSenders
   *   L3  an aborted link waits for nothing                      LinkTest.anAbortedLinkSendsNothingAgain
   */

  /** How many frames may be on their way. The queue of the engine has room for 3,072. */
  static final int WINDOW = 64;

  /** A frame takes further items until it has so many bytes. */
  public static final int FULL = 32 * 1024;

  /** The most bytes of a message. */
  public static final int MOST = Frame.MOST - FULL - 4096;

  static final Duration RESEND = Duration.ofMillis(250);

  /** How long a node that leaves waits until what it took from senders was sent and confirmed. */
  public static final Duration DRAIN = Duration.ofSeconds(15);

  private final Lane lane;
  private final Node self;
  private final Node peer;
  private final Consumer<byte[]> engine;

  private final AtomicLong confirmed = new AtomicLong();
  private final Semaphore news = new Semaphore(0);

  // Of the loop.
  private final ArrayDeque<Sent> kept = new ArrayDeque<>();
  private long number;

  /** When a kept frame was last confirmed, or all were sent again. */
  private long moved;

  /** Nobody confirms any more: nothing is waited for. */
  private volatile boolean isAborted;

  /** Messages in frames that are confirmed. */
  private final AtomicLong came = new AtomicLong();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Sent(long number, int messages, byte[] bytes) {}

  /** A link of {@code lane} from {@code self} to {@code peer}. */
  public Link(Lane lane, Node self, Node peer, Consumer<byte[]> engine) {
    this.lane = lane;
    this.self = self;
    this.peer = peer;
    this.engine = engine;
  }

  @Override
  public void run(Mailbox<Item> mailbox) {
    try {
      while (true) {
        Optional<Item> first =
            kept.isEmpty() ? Optional.of(mailbox.receive()) : mailbox.receive(RESEND);
        resendIfStuck();
        if (first.isPresent()) {
          send(frame(first.get(), mailbox));
        }
      }
    } catch (AgentStoppedException e) {
      drain();
      throw e;
    }
  }

  private List<Item> frame(Item first, Mailbox<Item> mailbox) {
    var items = new ArrayList<Item>();
    items.add(first);
    int size = Item.size(first);
    while (size < FULL) {
      Optional<Item> next = mailbox.poll();
      if (next.isEmpty()) {
        break;
      }
      items.add(next.get());
      size += Item.size(next.get());
    }
    return items;
  }

  private void send(List<Item> items) {
    while (kept.size() >= WINDOW) {
      awaitConfirmation();
    }
    number++;
    int messages = 0;
    for (Item item : items) {
      messages += item instanceof Item.Message ? 1 : 0;
    }
    byte[] bytes = new Frame(lane, self.incarnation(), peer.incarnation(), number, items).bytes();
    if (kept.isEmpty()) {
      moved = System.nanoTime();
    }
    kept.add(new Sent(number, messages, bytes));
    engine.accept(bytes);
  }

  private void awaitConfirmation() {
    news.drainPermits();
    try {
      if (confirmed.get() < kept.element().number) {
        var _ = news.tryAcquire(RESEND.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentStoppedException("the link to " + peer + " has ended");
    }
    resendIfStuck();
  }

  /** Forgets what came, and sends the others again if that was too long ago. */
  private void resendIfStuck() {
    long upTo = confirmed.get();
    for (Sent first = kept.peek(); first != null && first.number <= upTo; first = kept.peek()) {
      came.addAndGet(kept.remove().messages);
      moved = System.nanoTime();
    }
    if (!kept.isEmpty() && System.nanoTime() - moved >= RESEND.toNanos()) {
      for (Sent sent : kept) {
        engine.accept(sent.bytes);
      }
      moved = System.nanoTime();
    }
  }

  /** The last frames, of a link that was stopped. */
  private void drain() {
    long until = System.nanoTime() + DRAIN.toNanos();
    while (!kept.isEmpty()
        && !isAborted
        && System.nanoTime() - until < 0
        && !Thread.currentThread().isInterrupted()) {
      awaitConfirmation();
    }
  }

  /** The peer has taken the frames up to {@code number}. Any thread. */
  public void confirmed(long number) {
    confirmed.accumulateAndGet(number, Math::max);
    news.release();
  }

  /** Ends it without its last frames, also if it waits for them already. Any thread. */
  public void abort() {
    isAborted = true;
    news.release();
  }

  /** How many messages were sent and confirmed, as far as the loop has seen it. */
  public long messagesConfirmed() {
    return came.get();
  }
}
