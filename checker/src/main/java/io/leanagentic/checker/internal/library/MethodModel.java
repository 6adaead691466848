package io.leanagentic.checker.internal.library;

import java.util.EnumSet;
import java.util.Set;

/** What the library model says about one method. */
public record MethodModel(Set<MethodTrait> traits, boolean known) {
  static final MethodModel NONE = new MethodModel(EnumSet.noneOf(MethodTrait.class), false);

  public boolean has(MethodTrait trait) {
    return traits.contains(trait);
  }
}
