package io.leanagentic.observe.internal.finding;

import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import java.util.function.Consumer;

/** Finds one kind of trouble. It may remember earlier looks; one thread at a time calls it. */
interface Rule {
  void judge(Look look, Consumer<Verdict> found);
}
