/** The programs of the guide: each shows one idea, and a test runs it. */
package io.leanagentic.examples.guide;
