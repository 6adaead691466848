package accept.tries;

import support.K;
import support.X;

/** A resource and a value made from it. */
class ResourceReadOnly {
  static class File implements AutoCloseable {
    int position;
    int size() { return position; }
    @Override public void close() { position = -1; }
  }
  void t() {
    try (File file = new File()) {
      X x = new X(file.size());
      K.send(x);
    }
  }
}
