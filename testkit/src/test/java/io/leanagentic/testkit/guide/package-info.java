/** The code of the guide's page on testing. */
@org.jspecify.annotations.NullMarked
package io.leanagentic.testkit.guide;
