package io.leanagentic.cluster.internal.codec;

import io.leanagentic.Reply;
import io.leanagentic.cluster.spi.MessageFormat;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;

/** For messages that are no questions. */
final class NoReplies implements RepliesIn, RepliesOut {
  static final NoReplies NONE = new NoReplies();

  @Override
  public <R> int put(Reply<R> reply, MessageFormat<R> answers) {
    throw new AssertionError("a reply");
  }

  @Override
  public <R> Reply<R> take(int number, MessageFormat<R> answers) {
    throw new AssertionError("a reply");
  }
}
