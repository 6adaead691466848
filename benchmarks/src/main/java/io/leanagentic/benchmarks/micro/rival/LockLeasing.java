package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Keys;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A lock for each resource. No expiry, no token, and only threads can hold it. */
@State(Scope.Benchmark)
public class LockLeasing {
  private final ConcurrentHashMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Keys keys = new Keys();

  /** Takes one and gives it back; returns how often it was held. */
  public int lockAndUnlock() {
    ReentrantLock lock = locks.computeIfAbsent(keys.next(), resource -> new ReentrantLock());
    if (!lock.tryLock()) {
      throw new IllegalStateException("taken");
    }
    try {
      return lock.getHoldCount();
    } finally {
      lock.unlock();
    }
  }
}
