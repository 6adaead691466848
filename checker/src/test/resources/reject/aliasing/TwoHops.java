package reject.aliasing;

import support.K;
import support.X;

/** Storing through a middle object connects all three. */
class TwoHops {
  static class Node { Node next; X load; }
  void t() {
    X x = new X();
    Node a = new Node();
    Node b = new Node();
    b.load = x;
    a.next = b;
    K.send(a);
    x.mutate(); // expect: CAP101
  }
}
