package io.leanagentic.capability;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import java.util.Objects;

/**
 * Conversions between capabilities.
 *
 * <p>At run time each returns its argument; the compiler does their work. Only with {@code
 * -Dcap.check=graph} or {@code owner} is their promise checked while the program runs: a {@link
 * CapabilityException} says if it is broken.
 */
public final class Cap {
  private Cap() {}

  /**
   * Ends the name {@code value} and returns what it named, Pony's {@code consume}.
   *
   * <p>Only a local variable or a parameter can be consumed (CAP103). Sending consumes by itself;
   * write it where the reader should see that a name ends.
   *
   * <pre>{@code
   * Buffer full = Cap.consume(buffer); // buffer ends here
   * }</pre>
   */
  public static <T> T consume(T value) {
    return value;
  }

  /**
   * Makes an isolated value immutable for good, Pony's {@code consume val}; every name for it ends.
   *
   * <pre>{@code
   * @Val Config config = Cap.freeze(draft); // draft ends here, config may be shared
   * }</pre>
   */
  @Val
  public static <T> T freeze(@Iso T value) {
    if (CapabilitySanitizer.DEEP) {
      CapabilitySanitizer.frozen(value);
    }
    return value;
  }

  /**
   * Runs {@code body} at once and returns its result as isolated, Pony's {@code recover}.
   *
   * <p>The result may not be reachable from anything outside the body (CAP102). Rarely needed: the
   * checker recovers by itself what it can see in one method.
   *
   * <pre>{@code
   * @Iso Board board = Cap.recover(() -> { var b = new Board(); b.clear(); return b; });
   * }</pre>
   */
  @Iso
  public static <T> T recover(Recovery<T> body) {
    return Objects.requireNonNull(body, "body").build();
  }

  /**
   * Takes {@code value} as isolated without a proof: an escape that is counted.
   *
   * <p>For results of code the checker does not know. If anything else still reaches the value, two
   * agents may race on it.
   *
   * <pre>{@code
   * @Iso Document parsed = Cap.assumeIso(parser.parse(text)); // the parser keeps nothing
   * }</pre>
   */
  @CapUnchecked("the assumption is the caller's and is counted there")
  @Iso
  public static <T> T assumeIso(T value) {
    if (CapabilitySanitizer.DEEP) {
      CapabilitySanitizer.isolated(value);
    }
    return value;
  }

  /**
   * Builds one value that nothing else reaches.
   *
   * @param <T> what is built
   */
  @FunctionalInterface
  public interface Recovery<T> {
    /** Builds the value. */
    @Iso
    T build();
  }
}
