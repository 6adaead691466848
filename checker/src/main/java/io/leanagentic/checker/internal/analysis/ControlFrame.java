package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.region.RegionState;

/** Something around the current statement that a jump or an exception can reach or must pass. */
abstract sealed class ControlFrame {
  /*
   * Around each statement is a stack of these (BodyAnalysis.frames). A jump walks it outwards to its target, and runs
   * each Cleanup on its way; an exception stops at the first Guard. A try with a finally block pushes a guard and then
   * a cleanup, so that a jump out of it runs the block, and the states in which it throws are collected for the block.
   */

  /** A loop, a switch or a labelled statement. */
  static final class Target extends ControlFrame {
    final Tree tree;
    RegionState broken = RegionState.unreachable();
    RegionState continued = RegionState.unreachable();

    Target(Tree tree) {
      this.tree = tree;
    }
  }

  /**
   * A try whose catch clauses or finally block see every state of what it guards. {@code thrown}
   * joins the states in which something may have been thrown.
   */
  static final class Guard extends ControlFrame {
    RegionState thrown = RegionState.unreachable();
  }

  /** Code that runs when the guarded block is left, however it is left. */
  static final class Cleanup extends ControlFrame {
    final Runnable code;

    Cleanup(Runnable code) {
      this.code = code;
    }
  }

  /** A lambda that is run where it stands: its returns come here. */
  static final class Inline extends ControlFrame {
    RegionState returned = RegionState.unreachable();
    final Object key;

    Inline(Object key) {
      this.key = key;
    }
  }
}
