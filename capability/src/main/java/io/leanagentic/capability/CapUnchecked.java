package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The code inside is not checked: an escape that is counted.
 *
 * <p>For code that implements the borders themselves, such as a scheduler, or that must call what
 * cannot be described. No error is reported in it, and it is counted among the trusted assumptions.
 * Its callers are still held to the capabilities of its signatures. Use the smallest element that
 * does: a method rather than a class.
 *
 * <pre>{@code
 * @CapUnchecked("hands its argument to the worker by a queue of its own")
 * void submit(@Sending Runnable task) { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.FIELD,
  ElementType.PACKAGE,
  ElementType.MODULE
})
public @interface CapUnchecked {
  /** Why it is safe, in one sentence. */
  String value() default "";
}
