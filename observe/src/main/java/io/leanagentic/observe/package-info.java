/**
 * Looks at a running system of agents, and says what is wrong. An {@link
 * io.leanagentic.observe.Observer} takes snapshots, with findings in words; a console shows one a
 * second in the browser.
 */
package io.leanagentic.observe;
