package io.leanagentic.testing;

import io.leanagentic.capability.Shared;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a test has seen, in order: agents and threads write it, the test reads and compares. */
@Shared("a thread-safe list; what is put in is compared and printed only")
public final class Seen extends CopyOnWriteArrayList<Object> {
  private static final long serialVersionUID = 1;
}
