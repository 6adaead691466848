/** Starts the demonstrations. */
package io.leanagentic.demo;
