package reject.readonly;

import io.leanagentic.capability.Val;

/** So does this one, its third argument. */
class CopiedIntoVal {
  void t(@Val int[] cells) {
    System.arraycopy(new int[] {1}, 0, cells, 0, 1); // expect: CAP204
  }
}
