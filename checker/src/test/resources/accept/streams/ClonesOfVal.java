package accept.streams;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import support.K;

/** Copies by clone() of what holds nothing mutable. */
class ClonesOfVal {
  private final ArrayList<String> names = new ArrayList<>();
  private final BitSet bits = new BitSet();
  private final Date date = new Date();

  void t() {
    K.send(names.clone());
    K.send(bits.clone());
    K.send(bits.toByteArray());
    K.send(date.clone());
  }
}
