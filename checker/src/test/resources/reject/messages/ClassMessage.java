package reject.messages;

import io.leanagentic.capability.Message;

/** A message is plain data. */
class ClassMessage {
  static final class Note implements Message { // expect: CAP201
    final String text;
    Note(String text) { this.text = text; }
  }
}
