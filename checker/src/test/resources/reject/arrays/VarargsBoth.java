package reject.arrays;

import io.leanagentic.capability.Sending;
import support.X;

/** Two arguments of one variable parameter. */
class VarargsBoth {
  static void all(@Sending X... xs) {}
  void t() {
    X a = new X();
    X b = new X();
    all(a, b);
    b.mutate(); // expect: CAP101
  }
}
