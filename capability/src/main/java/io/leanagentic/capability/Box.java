package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Read-only borrow, Pony's {@code box}: this name only reads; another name may still write.
 *
 * <p>It accepts mutable and immutable values alike. Rejected: to write a field through it or to
 * call a method that is not {@link ReadOnly} (CAP203), to send it, or to use it where a stronger
 * capability is needed (CAP204).
 *
 * <pre>{@code
 * static void log(@Box Row row) { System.out.println(row); } // takes ref and val rows
 * static void reset(@Box Row row) { row.count = 0; }         // CAP203
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE_USE,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE,
  ElementType.RECORD_COMPONENT
})
public @interface Box {}
