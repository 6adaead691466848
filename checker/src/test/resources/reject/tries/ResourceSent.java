package reject.tries;

import support.K;

/** A resource is closed at the end of its try. */
class ResourceSent {
  static class File implements AutoCloseable {
    int position;
    @Override public void close() { position = -1; }
  }
  void t() {
    try (File file = new File()) { // expect: CAP101
      K.send(file);
    }
  }
}
