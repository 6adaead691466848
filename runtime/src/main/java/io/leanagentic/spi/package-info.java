/**
 * What a runtime takes from outside: time, randomness, threads and scheduling. Programs need none
 * of it; a test brings its own, and runs the same agents on one thread, in virtual time, from a
 * seed.
 */
package io.leanagentic.spi;
