/**
 * What another provider of a primitive implements, such as a lease service, or a transport between
 * processes. Programs need none of it: the classes of {@link io.leanagentic.orchestration} use the
 * providers for one process unless they are given another.
 */
package io.leanagentic.orchestration.spi;
