package reject.arrays;

import support.K;

/** A buffer that wraps an array shares it. */
class WrappedBuffer {
  void t() {
    byte[] bytes = new byte[8];
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
    K.send(buffer);
    bytes[0] = 1; // expect: CAP101
  }
}
