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

  /** Notes what an initialiser, or an assignment in a static block, gives a field. */
  public void initialised(Element field, boolean isImmutable) {
    if (immutable.merge(field, isImmutable, Boolean::logicalAnd)) {
      return;
    }
    List<Runnable> uses = waiting.remove(field);
    if (uses != null) {
      uses.forEach(Runnable::run);
    }
  }

  /**
   * Tells whether a field is known to hold a mutable value; until the end {@code complaint} waits
   * for that.
   */
  public boolean isMutable(Element field, Runnable complaint) {
    if (Boolean.FALSE.equals(immutable.get(field))) {
      return true;
    }
    waiting.computeIfAbsent(field, key -> new ArrayList<>()).add(complaint);
    return false;
  }

  /** Says what nobody has refuted. */
  public void finish() {
    waiting.forEach((field, uses) -> {
      if (!immutable.containsKey(field)) {
        uses.forEach(Runnable::run);
      }
    });
    waiting.clear();
  }
}
