package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/**
 * Agents in a circle that hand a buffer on. Each writes one byte of it, so that none of them could
 * share it.
 */
public class Chain extends InRuntime {
  /** How often a buffer is handed on. */
  public static final int HANDS = 1000;

  private static final int AGENTS = 8;

  private final AgentRef<Step> moving = circle(Hand.MOVE);
  private final AgentRef<Step> copying = circle(Hand.COPY);
  private final AgentRef<Step> serializing = circle(Hand.SERIALIZE);

  sealed interface Step extends Message {}

  /** A buffer on its way; it moves with its message. */
  @SuppressWarnings("ArrayRecordComponent") // the array is what moves
  record Load(@Iso byte[] bytes, int left) implements Step {}

  /** Makes a circle of the chain. */
  record Close(AgentRef<Step> next) implements Step {}

  /** How a buffer is handed on. */
  enum Hand {
    /** As it is: the receiver owns it. */
    MOVE {
      @Override
      byte[] over(byte[] bytes) {
        return bytes;
      }
    },
    /** As a copy, in case the sender keeps using it. */
    COPY {
      @Override
      byte[] over(byte[] bytes) {
        return bytes.clone();
      }
    },
    /** Through Java's serialization, as between processes. */
    SERIALIZE {
      @Override
      byte[] over(byte[] bytes) {
        try {
          var sink = new ByteArrayOutputStream(bytes.length + 64);
          try (var out = new ObjectOutputStream(sink)) {
            out.writeObject(bytes);
          }
          try (var in = new ObjectInputStream(new ByteArrayInputStream(sink.toByteArray()))) {
            return (byte[]) in.readObject();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    };

    abstract byte[] over(byte[] bytes);
  }

  private static final class Link implements Behavior<Step> {
    private final Hand hand;
    private final Completion finish;
    private AgentRef<Step> next;

    @SuppressWarnings("NullAway") // the circle is closed before the first buffer
    Link(Hand hand, Completion finish) {
      this.hand = hand;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Step> context, Step step) {
      switch (step) {
        case Close close -> next = close.next();
        case Load load -> {
          byte[] bytes = load.bytes();
          bytes[0]++;
          if (load.left() == 1) {
            finish.with(bytes[0] + bytes.length);
          } else {
            check(next.signal(new Load(hand.over(bytes), load.left() - 1)));
          }
        }
      }
    }
  }

  private AgentRef<Step> circle(Hand hand) {
    AgentRef<Step> last = runtime.spawn(() -> new Link(hand, finish));
    AgentRef<Step> first = last;
    for (int i = 1; i < AGENTS; i++) {
      AgentRef<Step> next = first;
      first = runtime.spawn(() -> new Link(hand, finish));
      check(first.signal(new Close(next)));
    }
    check(last.signal(new Close(first)));
    return first;
  }

  @CapUnchecked(
      "the buffer comes back: it is sent again when the last agent has said that it is done")
  private long send(AgentRef<Step> head, byte[] bytes) {
    bytes[0] = 0;
    int length = bytes.length;
    check(head.signal(new Load(bytes, HANDS)));
    return finish.expect((byte) HANDS + length);
  }

  /** The buffer moves from agent to agent. */
  public long move(byte[] bytes) {
    return send(moving, bytes);
  }

  /** Each agent hands on a copy. */
  public long copy(byte[] bytes) {
    return send(copying, bytes);
  }

  /** Each agent hands on what comes out of serialization. */
  public long serialize(byte[] bytes) {
    return send(serializing, bytes);
  }
}
