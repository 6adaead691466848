package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Safe to use from several agents at once, by its own means: an escape that is counted.
 *
 * <p>For what protects itself with locks or atomics. Pony has no word for it: there it would be an
 * actor. The value may be sent and kept in static fields like a {@link Val}; what is handed to it
 * is treated as sent, so that must be sendable (CAP102, CAP204). The compiler believes the
 * annotation, counts it among the trusted assumptions, and checks nothing inside.
 *
 * <pre>{@code
 * @Shared("lock-free, see its tests") final class Metrics { ... }
 * @Shared static final ConcurrentHashMap<String, Quote> CACHE = new ConcurrentHashMap<>();
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Shared {
  /** Why it is safe, in one sentence. */
  String value() default "";
}
