/**
 * The sanitizer behind the checker: looks, while a program runs, for what the compiler could not
 * see.
 *
 * <p>For the runtime that sends messages, not for programs; it is exported to no other module. Who
 * sends calls {@link io.leanagentic.capability.sanitizer.CapabilitySanitizer}, behind its
 * constants, which the just in time compiler folds: what is switched off costs nothing.
 *
 * <pre>
 *   types   the class of a message, once            MessageTypes
 *   graph   the objects of each message             Graph: message | state of the sender
 *   owner   every access to an object that moved     Owners, and AccessInstrumentation which inserts the calls
 * </pre>
 */
package io.leanagentic.capability.sanitizer;
