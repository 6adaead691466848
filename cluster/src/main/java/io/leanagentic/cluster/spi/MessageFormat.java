package io.leanagentic.cluster.spi;

import io.leanagentic.Reply;

/**
 * How messages of one type travel.
 *
 * @param <T> the messages
 */
public interface MessageFormat<T> {

  /**
   * The bytes of {@code message}.
   *
   * @param replies takes each reply in it
   */
  byte[] encode(T message, RepliesOut replies);

  /**
   * The message of {@code bytes}, which may be anything that a peer sent.
   *
   * @param replies gives each reply in it
   * @throws RuntimeException if these are not the bytes of a message; it says what is wrong
   */
  T decode(byte[] bytes, RepliesIn replies);

  /** Takes the replies of a message that is encoded. */
  interface RepliesOut {
    /** The number that stands for {@code reply} in the bytes, from 0 on. */
    <R> int put(Reply<R> reply, MessageFormat<R> answers);
  }

  /** Gives the replies of a message that is decoded. */
  interface RepliesIn {
    /**
     * The reply of that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    <R> Reply<R> take(int number, MessageFormat<R> answers);
  }
}
