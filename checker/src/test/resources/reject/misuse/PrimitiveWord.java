package reject.misuse;

import io.leanagentic.capability.Val;

/** A number is a number. */
class PrimitiveWord {
  void t(@Val int n) {} // expect: CAP001
}
