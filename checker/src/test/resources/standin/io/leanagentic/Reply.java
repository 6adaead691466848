package io.leanagentic;

import io.leanagentic.capability.Sending;

public interface Reply<R> {
  void send(@Sending R answer);
}
