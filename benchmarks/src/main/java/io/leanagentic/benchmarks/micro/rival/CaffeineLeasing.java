package io.leanagentic.benchmarks.micro.rival;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leanagentic.benchmarks.harness.Keys;
import java.time.Duration;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The holder of a resource is an entry of a cache, and expires. No waiting, no token. */
@State(Scope.Benchmark)
public class CaffeineLeasing {
  private final Cache<String, String> holders =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(30)).build();
  private final Keys keys = new Keys();

  /** Takes one and gives it back; returns whether it was still ours. */
  public boolean putAndRemove() {
    String resource = keys.next();
    if (holders.asMap().putIfAbsent(resource, "thread") != null) {
      throw new IllegalStateException(resource + " is taken");
    }
    return holders.asMap().remove(resource, "thread");
  }
}
