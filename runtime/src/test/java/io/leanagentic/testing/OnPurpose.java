package io.leanagentic.testing;

import io.leanagentic.capability.TrustedVal;

/** A failure that agents throw and their test knows again. */
@TrustedVal("it has neither cause nor stack nor suppressed ones, and takes none")
public final class OnPurpose extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message that says so. */
  public OnPurpose() {
    super("on purpose", null, false, false);
  }
}
