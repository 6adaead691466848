package reject.arrays;

import io.leanagentic.capability.Box;

/** The same with an operator. */
class CompoundWriteToBox {
  void t(@Box int[] numbers) {
    numbers[0]++; // expect: CAP203
  }
}
