/**
 * What a library needs that runs behaviors of its users within its own agents: messages that hear
 * what becomes of them, and a place for what such a behavior begins. Programs need none of it.
 */
package io.leanagentic.extension;
