/** Which orders need reviewers, and how each reviewer votes. */
package io.leanagentic.demo.trading.review;
