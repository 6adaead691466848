package io.leanagentic.internal.channel;

import java.util.Objects;

/**
 * A receiver that waits for an element.
 *
 * @param <T> the channel's elements
 */
final class ReceivingEnd<T> extends ChannelEnd<T> {
  private final BoundedChannel<T> channel;
  private final WaitNode<T> place = new WaitingPlace();

  ReceivingEnd(BoundedChannel<T> channel) {
    super(channel.host());
    this.channel = channel;
    asEvent();
  }

  /** Begins to wait. */
  ReceivingEnd<T> start(long nanos) {
    channel.enterReceivers(place);
    startTimer(nanos);
    return this;
  }

  /** Takes an element if there is one now. Returns whether this is done. */
  boolean poll() {
    return channel.poll(place) && complete(Objects.requireNonNull(place.element));
  }

  @Override
  public boolean withdraw() {
    return channel.leave(place);
  }

  @Override
  protected void putBack(T value) {
    channel.putBack(place);
  }

  @Override
  public String describe() {
    return "an element of " + channel.describe();
  }

  private final class WaitingPlace extends WaitNode<T> {
    @Override
    void finish() {
      if (closed) {
        completeFailed(channel.closedException());
      } else {
        complete(Objects.requireNonNull(element));
      }
    }
  }
}
