/** Timers: a wheel that holds what is due later, and the thread that drives it. */
package io.leanagentic.internal.timer;
