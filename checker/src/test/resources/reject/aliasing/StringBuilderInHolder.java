package reject.aliasing;

import support.K;

/** A builder inside a record is still a builder. */
class StringBuilderInHolder {
  record Holder(StringBuilder text) {}
  void t() {
    StringBuilder text = new StringBuilder();
    Holder holder = new Holder(text);
    K.send(holder);
    text.append("late"); // expect: CAP101
  }
}
