package reject.readonly;

import io.leanagentic.capability.Box;
import support.X;

/** A write two fields deep. */
class NestedWrite {
  static class Deep { final X x = new X(); }
  void t(@Box Deep deep) {
    deep.x.y.v = 3; // expect: CAP203
  }
}
