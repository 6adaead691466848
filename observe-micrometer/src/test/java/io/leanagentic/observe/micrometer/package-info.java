/** Scrapes of known runs. */
@NullMarked
package io.leanagentic.observe.micrometer;

import org.jspecify.annotations.NullMarked;
