package io.leanagentic.demo.trading.market;

/**
 * One bar in its place in the merged feed.
 *
 * @param seq place in the feed of all instruments, from 0
 * @param instrument place of its instrument in {@link Market#instruments}
 * @param index place among the bars of its instrument, from 0
 * @param bar the prices
 * @param last whether it is the last bar of its instrument: what is held is sold at its close
 * @param endOfDate whether the next bar in the feed has another date
 */
public record Tick(int seq, int instrument, int index, Bar bar, boolean last, boolean endOfDate) {}
