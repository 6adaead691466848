package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.Reply;
import io.leanagentic.cluster.spi.MessageFormat;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;

/** Of what is in a log, which many read, and at any later time. */
enum NoReplies implements RepliesIn, RepliesOut {
  INSTANCE;

  @Override
  public <R> int put(Reply<R> reply, MessageFormat<R> answers) {
    throw new IllegalArgumentException("it holds a Reply; allowed in a log: no reply");
  }

  @Override
  public <R> Reply<R> take(int number, MessageFormat<R> answers) {
    throw new IllegalArgumentException("it holds a Reply; allowed in a log: no reply");
  }
}
