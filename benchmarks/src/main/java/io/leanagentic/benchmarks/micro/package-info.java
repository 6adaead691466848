/** JMH benchmarks: one question per class, one method for each contestant that answers it. */
@NullMarked
package io.leanagentic.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
