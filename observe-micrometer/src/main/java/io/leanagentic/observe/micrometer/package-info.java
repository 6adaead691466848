/** The metrics of a runtime in any Micrometer registry. */
package io.leanagentic.observe.micrometer;
