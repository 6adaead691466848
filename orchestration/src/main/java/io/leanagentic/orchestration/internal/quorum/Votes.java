package io.leanagentic.orchestration.internal.quorum;

import io.leanagentic.orchestration.Vote;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** The first votes to arrive, as an immutable list. One more vote costs no copy. */
public final class Votes<V> extends AbstractList<Vote<V>> implements RandomAccess {
  /** All votes, each written once, before the list that contains it is made. */
  private final Vote<V>[] all;

  private final int size;

  private Votes(Vote<V>[] all, int size) {
    this.all = all;
    this.size = size;
  }

  /** No votes yet, with room for {@code most}. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  static <V> Votes<V> none(int most) {
    return new Votes<>(new Vote[most], 0);
  }

  /** This list and {@code next}. Called once for each list. */
  Votes<V> and(Vote<V> next) {
    all[size] = next;
    return new Votes<>(all, size + 1);
  }

  @Override
  public Vote<V> get(int index) {
    return all[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }
}
