package io.leanagentic.cluster.internal.link;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.Supervision;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.Node;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Both links to a peer, and the other ends of its links to this node. */
public final class Wire {
  private static final Logger LOG = System.getLogger(Cluster.class.getName());

  private final Node self;
  private final Node peer;
  private final Consumer<byte[]> engine;
  private final Way control;
  private final Way messages;
  private final AtomicLong lost = new AtomicLong();

  /** Messages that senders have handed over. */
  private final AtomicLong taken = new AtomicLong();

  /** One lane: the link there, and how far the link from there has come. */
  private static final class Way {
    final Link link;
    final AgentRef<Item> agent;

    /** The last frame that came; of the thread that receives. */
    long came;

    Way(AgentRuntime runtime, Link link, int capacity) {
      this.link = link;
      this.agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(capacity).withSupervision(Supervision.stop()), link);
    }
  }

  /**
   * A wire from {@code self} to {@code peer}.
   *
   * @param engine sends a frame, or loses it
   */
  public Wire(AgentRuntime runtime, Node self, Node peer, Consumer<byte[]> engine) {
    this(runtime, self, peer, engine, MailboxConfig.MAX_CAPACITY);
  }

  Wire(AgentRuntime runtime, Node self, Node peer, Consumer<byte[]> engine, int most) {
    this.self = self;
    this.peer = peer;
    this.engine = engine;
    this.control = new Way(runtime, new Link(Lane.CONTROL, self, peer, engine), most);
    this.messages = new Way(runtime, new Link(Lane.MESSAGES, self, peer, engine), 1000);
  }

  private Way way(Lane lane) {
    return lane == Lane.CONTROL ? control : messages;
  }

  /** Sends {@code item}, in a turn of an agent, which parks if there is no room. */
  public void message(Item item) {
    if (item instanceof Item.Message) {
      taken.incrementAndGet();
    }
    messages.agent.signal(item);
  }

  /** Sends {@code item}; never waits. What has no room, in millions, is lost; it is logged once. */
  public void control(Item item) {
    if (control.agent.trySignal(item) == Delivery.REJECTED && lost.getAndIncrement() == 0) {
      LOG.log(Level.ERROR, peer + " confirms nothing, and answers and ends for it are lost by now");
    }
  }

  /** How many items had no room. */
  long lost() {
    return lost.get();
  }

  /** A frame of the peer has come; {@code items} gets what is next. One thread at a time. */
  public void came(Frame frame, Consumer<Item> items) {
    Way way = way(frame.lane());
    if (frame.isConfirmation()) {
      way.link.confirmed(frame.number());
      return;
    }
    if (frame.number() == way.came + 1) { // another one comes again, or came already
      way.came++;
      frame.items().forEach(items);
    }
    engine.accept(
        new Frame(frame.lane(), self.incarnation(), peer.incarnation(), way.came, List.of())
            .bytes());
  }

  /** Sends what was taken, no longer than {@code patience}, and ends. */
  public void drain(Duration patience) {
    for (Way way : List.of(messages, control)) {
      way.agent.stop();
      try {
        way.agent.termination(patience).join();
      } catch (AwaitException e) {
        way.link.abort();
        way.agent.abort();
      }
    }
  }

  /** Ends at once; returns how many messages were taken from senders and not confirmed. */
  public long abort() {
    for (Way way : List.of(control, messages)) {
      way.link.abort();
      way.agent.abort();
    }
    return taken.get() - messages.link.messagesConfirmed();
  }
}
