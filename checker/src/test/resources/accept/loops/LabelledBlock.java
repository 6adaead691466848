package accept.loops;

import support.K;
import support.X;

/** A labelled block left after the send. */
class LabelledBlock {
  void t() {
    X x = new X();
    done: {
      if (K.flip()) {
        K.send(x);
        break done;
      }
      x.mutate();
      K.send(x);
    }
  }
}
