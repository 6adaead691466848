/**
 * What the demonstrations have in common: text for people, and how to complain about a command
 * line.
 */
package io.leanagentic.examples.console;
