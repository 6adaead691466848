package io.leanagentic.internal.channel;

import io.leanagentic.Channel;

/**
 * A sender that waits for room.
 *
 * @param <T> the channel's elements
 */
final class SendingEnd<T> extends ChannelEnd<Channel<T>> {
  private final BoundedChannel<T> channel;
  private final WaitNode<T> place = new WaitingPlace();

  SendingEnd(BoundedChannel<T> channel, T element) {
    super(channel.host());
    this.channel = channel;
    place.element = element;
  }

  /** Begins to wait. */
  SendingEnd<T> start(long nanos) {
    channel.enterSenders(place);
    startTimer(nanos);
    return this;
  }

  /** Notes that its element is in the channel. */
  SendingEnd<T> served() {
    complete(channel);
    return this;
  }

  /** Notes that its element will never be in the channel. */
  SendingEnd<T> closed() {
    completeFailed(channel.closedException());
    return this;
  }

  @Override
  public boolean withdraw() {
    return channel.leave(place);
  }

  /** Does nothing: its element stays in the channel, even if nobody waits for that any more. */
  @Override
  protected void putBack(Channel<T> value) {}

  @Override
  public String describe() {
    return "room in " + channel.describe();
  }

  private final class WaitingPlace extends WaitNode<T> {
    @Override
    void finish() {
      if (closed) {
        closed();
      } else {
        served();
      }
    }
  }
}
