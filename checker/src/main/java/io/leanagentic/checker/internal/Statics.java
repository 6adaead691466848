package io.leanagentic.checker.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;

/** Which static final fields hold an immutable value although their type does not say so. */
public final class Statics {
  /*
   * A use may be analysed before the initialiser it depends on. It is then kept until the class of the field is
   * analysed, or until the end.
   */

  private final Map<Element, Boolean> immutable = new HashMap<>();
  private final Map<Element, List<Runnable>> waiting = new HashMap<>();

  /** Notes what the initialiser of a field showed. */
  public void initialised(Element field, boolean isImmutable) {
    immutable.put(field, isImmutable);
    List<Runnable> uses = waiting.remove(field);
    if (uses != null && !isImmutable) {
      uses.forEach(Runnable::run);
    }
  }

  /**
   * Tells whether a field is known to hold a mutable value; if that is not known yet, {@code
   * complaint} waits.
   */
  public boolean isMutable(Element field, Runnable complaint) {
    Boolean known = immutable.get(field);
    if (known != null) {
      return !known;
    }
    waiting.computeIfAbsent(field, key -> new ArrayList<>()).add(complaint);
    return false;
  }

  /** Says what nobody has refuted. */
  public void finish() {
    waiting.values().forEach(uses -> uses.forEach(Runnable::run));
    waiting.clear();
  }
}
