/**
 * What a library needs that runs behaviors of its users within its own agents: messages that hear
 * what becomes of them, a place for what such a behavior begins, and what goes along with a message
 * that is kept. Programs need none of it.
 */
package io.leanagentic.extension;
