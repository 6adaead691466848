package io.leanagentic.demo.trading.swarm;

import java.util.Optional;

/** An agent failed that trading cannot do without. */
public final class SwarmFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SwarmFailedException(Optional<Throwable> cause) {
    super(
        "the trading floor ended before its result: "
            + cause.map(Throwable::toString).orElse("it was stopped"),
        cause.orElse(null));
  }
}
