package io.leanagentic.demo.trading.market;

import io.leanagentic.capability.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several instruments and the one feed that their bars make, merged by date.
 *
 * @param instruments in the order in which bars of the same date come
 * @param ticks the merged feed
 */
public record Market(@Val List<Instrument> instruments, @Val List<Tick> ticks) {

  /** Copies both. */
  public Market {
    instruments = List.copyOf(instruments);
    ticks = List.copyOf(ticks);
  }

  /**
   * Merges the first {@code limit} bars of {@code instruments}, by date and then in the order
   * given.
   */
  public static Market of(List<Instrument> instruments, int limit) {
    record Entry(LocalDate date, int instrument, int index, Bar bar) {}
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < instruments.size(); i++) {
      List<Bar> bars = instruments.get(i).bars();
      for (int index = 0; index < bars.size(); index++) {
        entries.add(new Entry(bars.get(index).date(), i, index, bars.get(index)));
      }
    }
    entries.sort(Comparator.comparing(Entry::date).thenComparingInt(Entry::instrument));
    int size = Math.min(limit, entries.size());

    var lastSeq = new int[instruments.size()];
    for (int seq = 0; seq < size; seq++) {
      lastSeq[entries.get(seq).instrument()] = seq;
    }
    var ticks = new ArrayList<Tick>(size);
    for (int seq = 0; seq < size; seq++) {
      Entry entry = entries.get(seq);
      boolean last = lastSeq[entry.instrument()] == seq;
      boolean endOfDate = seq == size - 1 || !entries.get(seq + 1).date().equals(entry.date());
      ticks.add(new Tick(seq, entry.instrument(), entry.index(), entry.bar(), last, endOfDate));
    }
    return new Market(List.copyOf(instruments), List.copyOf(ticks));
  }

  /** The symbol of the instrument at that place. */
  public String symbol(int instrument) {
    return instruments.get(instrument).symbol();
  }

  /** How many instruments have a bar in the feed. */
  public int instrumentsTraded() {
    return (int) ticks.stream().mapToInt(Tick::instrument).distinct().count();
  }
}
