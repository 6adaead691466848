package io.leanagentic.orchestration.internal.shard;

import java.util.PriorityQueue;

/** How many slots each shard gets. */
public final class Apportionment {
  /*
   * Webster's method (also Sainte-Lague), as for the seats of a parliament: the next slot goes to the shard with the
   * greatest weight / (2 x slots so far + 1); of equals, to the one that joined first. Think of a list of all pairs of
   * shard and number, ordered by that quotient, of which the first `slots` are taken. A shard that joins inserts its
   * pairs, so that others lose some from the end and none gains; one that leaves does the reverse; one whose weight
   * changes does one or the other. M. Balinski and H. P. Young, Fair Representation (1982), call this coherent. It is
   * why no slot ever moves between two shards that did not change. Largest-remainder methods are not coherent: with
   * them, a newcomer can give another shard one slot more.
   *
   * Each shard's number of slots differs from its exact share by less than one if weights are equal, and seldom by more
   * if they are not.
   */
  private Apportionment() {}

  private record Claim(int shard, long weight, long taken) implements Comparable<Claim> {
    @Override
    public int compareTo(Claim other) {
      // Greater quotients first: weight / divisor, compared without division.
      int byQuotient = Long.compare(other.weight * (2 * taken + 1), weight * (2 * other.taken + 1));
      return byQuotient != 0 ? byQuotient : Integer.compare(shard, other.shard);
    }
  }

  /**
   * Divides {@code slots} among the shards.
   *
   * @param weights from 1 to 2<sup>30</sup>, in the order in which the shards joined
   */
  public static int[] of(int slots, int[] weights) {
    int[] shares = new int[weights.length];
    var claims = new PriorityQueue<Claim>();
    for (int i = 0; i < weights.length; i++) {
      claims.add(new Claim(i, weights[i], 0));
    }
    for (int slot = 0; slot < slots; slot++) {
      Claim next = claims.remove();
      shares[next.shard]++;
      claims.add(new Claim(next.shard, next.weight, next.taken + 1));
    }
    return shares;
  }
}
