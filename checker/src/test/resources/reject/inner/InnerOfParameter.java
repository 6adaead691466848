package reject.inner;

import support.K;

/** An inner object belongs to its outer object. */
class InnerOfParameter {
  int n;

  class In {
    void touch() { n++; }
  }

  void t(InnerOfParameter other) {
    In in = other.new In();
    K.send(in); // expect: CAP102
    other.n++;
  }
}
