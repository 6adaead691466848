package reject.lambdas;

import support.K;
import support.X;

/** What a function returns may be what it captured. */
class TransformGivesBackCapture {
  void t(X mine) {
    X same = "a".transform(text -> mine);
    K.send(same); // expect: CAP102
  }
}
