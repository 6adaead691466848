package io.leanagentic.cluster.internal.node;

import io.leanagentic.Reply;
import io.leanagentic.cluster.spi.MessageFormat;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;

/** Of answers, which have no replies. */
enum NoReplies implements RepliesIn, RepliesOut {
  INSTANCE;

  @Override
  public <R> int put(Reply<R> reply, MessageFormat<R> answers) {
    throw new IllegalArgumentException("an answer holds a reply; allowed: only messages do");
  }

  @Override
  public <R> Reply<R> take(int number, MessageFormat<R> answers) {
    throw new IllegalArgumentException("an answer holds a reply; allowed: only messages do");
  }
}
