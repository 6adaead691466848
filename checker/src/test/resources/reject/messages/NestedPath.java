package reject.messages;

import io.leanagentic.capability.Message;

/** The path to the mutable part is named. */
class NestedPath {
  record Leaf(int[] data) {}
  record Branch(Leaf leaf) {}
  record Tree(Branch branch) implements Message {} // expect: CAP201
}
