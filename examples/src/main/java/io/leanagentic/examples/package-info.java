/** Small programs that show one idea each; the code in the documentation comes from here. */
package io.leanagentic.examples;
