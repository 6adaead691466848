package reject.switches;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** A part matched two records deep. */
class RecordOfRecords {
  record Inner(X x) {}
  record Outer(Inner inner, int n) {}
  void t(@Iso Outer outer) {
    if (outer instanceof Outer(Inner(X x), int n)) {
      K.send(outer);
      x.mutate(); // expect: CAP101
    }
  }
}
