package accept.constructors;

import io.leanagentic.capability.Iso;
import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** A constructor that keeps or passes on what it owns. */
class Transfer {
  private final X x;
  private final List<X> more = new ArrayList<>();
  Transfer(@Iso X x, @Iso X other) {
    this.x = x;
    K.send(other);
    more.add(new X());
  }
  static Transfer of(int n) {
    Transfer transfer = new Transfer(new X(n), new X());
    transfer.x.mutate();
    return transfer;
  }
}
