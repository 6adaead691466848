package io.leanagentic;

/** The right to listen; closing it ends it. Closing again changes nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
