package io.leanagentic.benchmarks.agents;

import io.leanagentic.AgentRef;
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
 * Agents in a row that hand a buffer on. Each writes one byte of it, so that none of them could
 * share it.
 */
public class Chain extends InRuntime {
  /** How many agents. */
  public static final int LENGTH = 8;

  private final AgentRef<Load> moving = chain(Hand.MOVE);
  private final AgentRef<Load> copying = chain(Hand.COPY);
  private final AgentRef<Load> serializing = chain(Hand.SERIALIZE);

  /** A buffer on its way; it moves with its message. */
  @SuppressWarnings("ArrayRecordComponent") // the array is what moves
  record Load(@Iso byte[] bytes) implements Message {}

  /** How a buffer is handed on. */
  enum Hand {
    /** As it is: the receiver owns it. */
    MOVE {
      @Override
      byte[] over(byte[] bytes) {
        return bytes;
      }
    },
    /** As a copy, in case the sender goes on using it. */
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

  private AgentRef<Load> chain(Hand hand) {
    AgentRef<Load> next =
        runtime.spawn((context, load) -> finish.with(load.bytes()[0] + load.bytes().length));
    for (int i = 0; i < LENGTH; i++) {
      AgentRef<Load> following = next;
      next =
          runtime.spawn((context, load) -> {
            byte[] bytes = load.bytes();
            bytes[0]++;
            check(following.signal(new Load(hand.over(bytes))));
          });
    }
    return next;
  }

  @CapUnchecked(
      "the buffer comes back: it is sent again when the end of the chain has said that it is done")
  private long send(AgentRef<Load> head, byte[] bytes) {
    bytes[0] = 0;
    int length = bytes.length;
    check(head.signal(new Load(bytes)));
    return finish.expect(LENGTH + length);
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
