package io.leanagentic.cluster.internal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.leanagentic.Reply;
import io.leanagentic.cluster.spi.MessageFormat;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.io.IOException;

/** The right to answer, as a number that both ends of the connection know. */
final class ReplyShape extends Shape {
  private final MessageFormat<Object> answers;

  ReplyShape(MessageFormat<Object> answers) {
    this.answers = answers;
  }

  @Override
  @SuppressWarnings("unchecked") // the component has this type
  void write(JsonGenerator out, Object value, RepliesOut replies) throws IOException {
    out.writeNumber(replies.put((Reply<Object>) value, answers));
  }

  @Override
  Object read(JsonParser in, RepliesIn replies) throws IOException {
    return replies.take(in.getIntValue(), answers);
  }
}
