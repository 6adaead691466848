package reject.arrays;

import io.leanagentic.capability.Val;

/** An element of an immutable array. */
class WriteToVal {
  void t(@Val int[] numbers) {
    numbers[0] = 1; // expect: CAP203
  }
}
