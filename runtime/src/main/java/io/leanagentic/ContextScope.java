package io.leanagentic;

import io.leanagentic.capability.Val;
import io.leanagentic.internal.PairScope;

/** Pairs, and a piece of code that they are for; see {@link AgentRuntime#with}. */
public sealed interface ContextScope permits PairScope {

  /** With one more pair; it replaces one of the same name. */
  <T> ContextScope with(ContextKey<T> key, @Val T value);

  /** As {@link #with(ContextKey, Object)}, for a text. */
  default ContextScope with(String name, String value) {
    return with(ContextKey.of(name), value);
  }

  /** Runs {@code action} now, in the calling thread: the pairs go along with what it sends. */
  void run(Runnable action);

  /** As {@link #run}; returns what {@code action} returns, and throws what it throws. */
  <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> action) throws X;
}
