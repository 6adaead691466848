package io.leanagentic.examples.consensus;

import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Hedge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One round of voting.
 *
 * @param title what it shows
 * @param question what is asked
 * @param text when the votes suffice, in words
 * @param terms the same
 * @param seats the nodes; the first is the one that asks
 * @param hedge how many are asked at first; empty for all
 * @param deadline when it ends at the latest
 */
record Scenario(
    String title,
    String question,
    String text,
    Terms terms,
    @Val List<Seat> seats,
    Optional<Hedge> hedge,
    Duration deadline) {

  Scenario {
    seats = List.copyOf(seats);
  }

  /** How many nodes are of that condition. */
  int count(Seat.Condition condition) {
    return (int) seats.stream().filter(seat -> seat.condition() == condition).count();
  }

  /** The seat of the node with that name. */
  Seat seat(String name) {
    return seats.stream().filter(seat -> seat.name().equals(name)).findFirst().orElseThrow();
  }
}
