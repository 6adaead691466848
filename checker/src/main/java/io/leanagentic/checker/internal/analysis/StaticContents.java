package io.leanagentic.checker.internal.analysis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.Element;

/**
 * What constants (static final fields, and the constants of enums) hold; found out at the first
 * use.
 */
public final class StaticContents {
  /*
   * What an initialiser gives may depend on other constants, and through a function even on itself. Such a cycle is
   * immutable if all else in it is. So while a constant is being looked at, it is assumed to be immutable, and findings
   * that rest on the assumption are kept only if it holds.
   */

  /** What a constant holds, from best to worst. */
  public enum Holds {
    /** Nothing that can be written, or something shared by its own means. */
    IMMUTABLE,
    /** Something shared that must be locked during an iteration. */
    LOCKED,
    /**
     * Something mutable that nothing else reaches: immutable if no use of the constant writes it.
     */
    UNSHARED,
    /** Something that others may write. */
    MUTABLE
  }

  private final Map<Element, Holds> known = new HashMap<>();
  private final Map<Element, Holds> given = new HashMap<>();
  private final Set<Element> open = new HashSet<>();
  private final Set<Element> assumed = new HashSet<>();

  /** What the constant holds, as {@code initialiser} finds out. */
  public Holds of(Element constant, Supplier<Holds> initialiser) {
    Holds found = known.get(constant);
    if (found != null) {
      return found;
    }
    if (!open.add(constant)) {
      assumed.add(constant);
      return Holds.IMMUTABLE;
    }
    try {
      found = initialiser.get();
    } finally {
      open.remove(constant);
    }
    if (assumed.remove(constant) && found != Holds.IMMUTABLE) {
      found = Holds.MUTABLE;
    }
    if (!isAssuming()) {
      known.put(constant, found);
    }
    return found;
  }

  /** Tells whether what is found now rests on an assumption, so that it must not be kept. */
  public boolean isAssuming() {
    return !assumed.isEmpty();
  }

  /** Notes what an assignment in a static block gives to a field. */
  public void give(Element field, Holds what) {
    given.merge(field, what, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** What the assignments in {@code blocks}, which are run for that, give to a field. */
  public Holds given(Element field, Runnable blocks) {
    given.remove(field);
    blocks.run();
    return given.getOrDefault(field, Holds.MUTABLE);
  }
}
