package reject.constructors;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;
import support.Y;

/** What is given to the superclass is held by this object. */
class SuperArgument extends X {
  SuperArgument(@Iso Y y) {
    super(y);
    K.send(y); // expect: CAP102
  }
}
