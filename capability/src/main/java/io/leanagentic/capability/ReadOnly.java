package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method reads its receiver and writes nothing of it, Pony's {@code fun box}.
 *
 * <p>Only such methods may be called on {@link Val} and {@link Box} values (CAP203). The body is
 * checked; an overriding method must keep the promise (CAP401). Private methods and methods that
 * cannot be overridden need no annotation where they are called from the same source file.
 *
 * <pre>{@code
 * @ReadOnly int total() { return bids + asks; }
 * @ReadOnly int next() { return ++bids; } // CAP203
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReadOnly {}
