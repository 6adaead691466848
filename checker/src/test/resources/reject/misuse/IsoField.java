package reject.misuse;

import io.leanagentic.capability.Iso;
import support.X;

/** A field is part of its object. */
class IsoField {
  @Iso X x = new X(); // expect: CAP001
}
