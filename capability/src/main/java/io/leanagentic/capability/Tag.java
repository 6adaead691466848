package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Identity only, Pony's {@code tag}: the name says which object, and nothing of what is in it.
 *
 * <p>It accepts every value and may be compared, stored, passed on and sent; any number of agents
 * may hold one. Nothing may be read or called through it (CAP205).
 *
 * <pre>{@code
 * void release(@Tag Object owner) { if (owner == this.owner) { ... } }
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
public @interface Tag {}
