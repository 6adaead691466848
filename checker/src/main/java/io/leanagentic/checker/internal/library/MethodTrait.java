package io.leanagentic.checker.internal.library;

/** One fact that the library model may state about a method. */
public enum MethodTrait {
  /** The result is new if what it contains is val; otherwise it is part of its inputs. */
  FRESH,
  /** The result is val if what it contains is val; otherwise it is part of its inputs. */
  VAL,
  /** The result is as immutable as the arguments. */
  DERIVE,
  /** The receiver is not written. */
  READS,
  /** No argument is kept, nor part of the result. */
  KEEPS_OUT,
  /** Arguments are read for their elements: they are kept only if the elements are mutable. */
  COPIES,
  /** Functions given are called with the elements and not kept. */
  CALLS,
  /** The first argument is written. */
  WRITES_FIRST,
  /** The third argument is written. */
  WRITES_THIRD,
  /** The result shows the argument and cannot be written. */
  VIEW,
  /** The result is a collector whose collections cannot be written. */
  COLLECTS_VAL,
  /** The result belongs to somebody else. */
  HELD,
  /** Arguments leave the agent. */
  SINK,
  /** The receiver leaves the agent. */
  SINK_RECEIVER,
  /** Arguments leave the agent; the result is safe to share if what it contains is val. */
  SHARED,
  /** A lambda is run at once and once; what it returns is the argument. */
  RUNS_ONCE,
  /** What the first argument holds goes, for good, to the second, which is a function. */
  HANDS_ON,
  /** The result is a stream whose steps run on several threads. */
  PARALLEL,
  /** The result locks each call, if the receiver does or there is none, but no iteration. */
  LOCKED,
  /** The receiver is iterated over without its own lock. */
  ITERATES,
  /** Collections given are used by single calls, each of which takes their lock. */
  WHOLE
}
