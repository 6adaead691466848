package io.leanagentic.internal.channel;

import java.util.Objects;

/**
 * A receiver that waits for an element.
 *
 * @param <T> the channel's elements
 */
final class ReceivingEnd<T> extends ChannelEnd<T> {
  private final BoundedChannel<T> channel;
  private final Place<T> place = new WaitingPlace();

  ReceivingEnd(BoundedChannel<T> channel) {
    super(channel.host());
    this.channel = channel;
  }

  /** Begins to wait. */
  ReceivingEnd<T> start(long nanos) {
    channel.enterReceivers(place);
    startTimer(nanos);
    return this;
  }

  /** {@code element} was taken for it. */
  ReceivingEnd<T> served(T element) {
    complete(element);
    return this;
  }

  @Override
  public boolean withdraw() {
    return channel.leave(place);
  }

  @Override
  public String describe() {
    return "an element of " + channel.describe();
  }

  private final class WaitingPlace extends Place<T> {
    @Override
    void finish() {
      if (closed) {
        completeFailed(channel.closedException());
      } else {
        served(Objects.requireNonNull(element));
      }
    }
  }
}
