package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Read-only borrow, Pony's {@code box}: this name reads; somebody else may still write.
 *
 * <p>It accepts mutable and immutable values alike. Through it no field is written and only {@link
 * ReadOnly} methods are called (CAP203); it cannot be sent or turned into anything stronger
 * (CAP204).
 *
 * <pre>{@code
 * static void log(@Box Row row) { System.out.println(row); } // takes ref and val rows
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
