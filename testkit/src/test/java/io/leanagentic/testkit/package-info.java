/** Tests of the testkit, most of which are also how it is used. */
@org.jspecify.annotations.NullMarked
package io.leanagentic.testkit;
