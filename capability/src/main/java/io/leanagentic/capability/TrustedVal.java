package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Deeply immutable although the compiler cannot see it: an escape that is counted.
 *
 * <p>The class or field is taken as {@link Val} without a proof, and counted among the trusted
 * assumptions; Pony would need unsafe code. Use it for a wrapper around a library type that is
 * immutable by contract, or for a lazily computed field whose race is harmless. Nothing of it is
 * rejected: if it is written after all, agents that share it race.
 *
 * <pre>{@code
 * @TrustedVal("the parser never changes a node after it is built")
 * final class Tree { private final Node root; ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface TrustedVal {
  /** Why it is immutable, in one sentence. */
  String value() default "";
}
