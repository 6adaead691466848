/** What the demonstrations have in common: text for people, and errors in a command line. */
package io.leanagentic.examples.console;
