package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.extension.Baggage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages to relays: from each other, from a timer, from their deliverer. */
sealed interface GossipMessage<M> {

  /** A published message; {@code from} is the relay that passes it on, or -1 for the publisher. */
  record Rumor<M>(
      long id,
      M message,
      int from,
      int rounds,
      PublicationProgress progress,
      @Nullable Baggage baggage)
      implements GossipMessage<M> {
    Rumor<M> numbered(long number) {
      return new Rumor<>(number, message, from, rounds, progress, baggage);
    }

    Rumor<M> by(int relay) {
      return new Rumor<>(id, message, relay, rounds + 1, progress, baggage);
    }
  }

  /** What {@code from} knows; the receiver sends what is missing, and asks for what it lacks. */
  record Digest<M>(int from, KnownIds known) implements GossipMessage<M> {}

  /** Asks for what {@code from} lacks. */
  record Want<M>(int from, List<Long> ids) implements GossipMessage<M> {}

  /** Time to compare with another relay. */
  record Tick<M>() implements GossipMessage<M> {}

  /** The deliverer is done with a rumor for that member of the relay. */
  record Carried<M>(int member) implements GossipMessage<M> {}
}
