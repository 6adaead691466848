package accept.aliasing;

import support.K;
import support.X;

/** What is read out as a number or a string does not hold on. */
class ReadBeforeSend {
  void t() {
    X x = new X();
    int n = x.n;
    String text = "n=" + x.read();
    K.send(x);
    System.out.println(text + n);
  }
}
