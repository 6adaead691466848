package io.leanagentic.orchestration;

import io.leanagentic.capability.TrustedVal;
import io.leanagentic.orchestration.internal.shard.Apportionment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * Which shard a key belongs to. A value that never changes; {@link #with} and {@link #without} give
 * a new one, in which as few keys as possible belong to another shard.
 *
 * <pre>{@code
 * ShardMap ten = ShardMap.of(names);
 * ShardMap eleven = ten.with("k", 1);     // moves 1/11 of the keys, all of them to "k"
 * String shard = eleven.shard("AAPL");
 * }</pre>
 *
 * <p>Consistent hashing by a table: the mixed hash of a key names one of {@link #slots} slots, and
 * a table says which shard has the slot. A shard's number of slots is its weight's exact share,
 * rounded, so the imbalance is bounded: with equal weights no shard has more than one slot more
 * than another. (Rings of virtual nodes and rendezvous hashing leave the shares to chance.) A
 * lookup is a hash, a multiplication or two and a read.
 *
 * <p>The table depends on the order of changes, so parties that must agree share the map and do not
 * each compute it. Any thread may use it.
 */
@TrustedVal("its arrays are written by the constructor only")
public final class ShardMap {
  /*
   * Slots as in Redis Cluster and Hazelcast; shares by Apportionment; the mixer is "mix 13" of D. Stafford, Better Bit
   * Mixing (2011), as in SplittableRandom.
   *
   * Invariants
   *   S1  with() moves keys to the new shard only, without() from the old one only, weighing() only to or from the one:
   *                                                                    ShardMapTest.nothingMovesBetweenOthers
   *   S2  no more move than the share that changed                     ShardMapTest.oneMoreTakesItsShareAndNoMore
   *   S3  imbalance <= 10 % at 100 shards                              ShardMapTest.keysAreSpreadEvenly
   */
  /** The slots of a map that is made without saying how many. */
  public static final int DEFAULT_SLOTS = 4096;

  /** The most slots. */
  public static final int MOST_SLOTS = 1 << 20;

  /** The fewest slots for each shard: fewer could not be shared out evenly. */
  public static final int SLOTS_PER_SHARD = 16;

  /** The greatest weight. */
  public static final int MOST_WEIGHT = 1 << 20;

  private final String[] names;
  private final int[] weights;
  private final int[] owners; // by slot
  private final int shift;

  private ShardMap(String[] names, int[] weights, int[] owners) {
    this.names = names;
    this.weights = weights;
    this.owners = owners;
    this.shift = Long.numberOfLeadingZeros(owners.length) + 1;
  }

  /** A map of {@value #DEFAULT_SLOTS} slots without shards, to begin with. */
  public static ShardMap empty() {
    return empty(DEFAULT_SLOTS);
  }

  /**
   * A map without shards.
   *
   * @param slots how many; a power of two, from {@value #SLOTS_PER_SHARD} to {@value #MOST_SLOTS};
   *     {@value #SLOTS_PER_SHARD} for each shard there is ever to be, or more
   */
  public static ShardMap empty(int slots) {
    if (slots < SLOTS_PER_SHARD || slots > MOST_SLOTS || Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException(
          "number of slots is "
              + slots
              + "; allowed: a power of two from "
              + SLOTS_PER_SHARD
              + " to "
              + MOST_SLOTS);
    }
    int[] owners = new int[slots];
    Arrays.fill(owners, -1);
    return new ShardMap(new String[0], new int[0], owners);
  }

  /** A map of {@value #DEFAULT_SLOTS} slots, of shards that weigh the same. */
  public static ShardMap of(List<String> shards) {
    ShardMap map = empty();
    for (String shard : Objects.requireNonNull(shards, "shards")) {
      map = map.with(shard, 1);
    }
    return map;
  }

  // Looking.

  /**
   * The shard that {@code key} belongs to.
   *
   * @throws NoSuchElementException if there is no shard
   */
  public String shard(Object key) {
    int owner = owners[slot(key)];
    if (owner < 0) {
      throw new NoSuchElementException("a shard map without shards has none for " + key);
    }
    return names[owner];
  }

  /**
   * The slot that {@code key} belongs to, whatever the shards. Keys that are equal have the same
   * slot; in another process, too, if their {@code hashCode} is the same there, as that of strings,
   * numbers and {@code UUID}s is.
   */
  public int slot(Object key) {
    Objects.requireNonNull(key, "key is null; allowed: not null");
    // Long.hashCode() makes one of two halves, which may be the same.
    long h = (key instanceof Long number ? number : key.hashCode()) + 0x9E3779B97F4A7C15L;
    h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
    h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
    return (int) ((h ^ h >>> 31) >>> shift);
  }

  /**
   * The shard that has slot number {@code slot}.
   *
   * @throws IllegalArgumentException if there is no such slot
   * @throws NoSuchElementException if there is no shard
   */
  public String owner(int slot) {
    if (slot < 0 || slot >= owners.length) {
      throw new IllegalArgumentException(
          "slot is " + slot + "; allowed: 0 to " + (owners.length - 1));
    }
    if (owners[slot] < 0) {
      throw new NoSuchElementException("a shard map without shards has none for slot " + slot);
    }
    return names[owners[slot]];
  }

  /** The shards, in the order in which they joined. */
  public List<String> shards() {
    return List.of(names);
  }

  /** How many slots there are. */
  public int slots() {
    return owners.length;
  }

  /** How many slots {@code shard} has: its share of the keys, out of {@link #slots()}. */
  public int slots(String shard) {
    int index = index(shard);
    int count = 0;
    for (int owner : owners) {
      count += owner == index ? 1 : 0;
    }
    return count;
  }

  /** The weight of {@code shard}. */
  public int weight(String shard) {
    return weights[index(shard)];
  }

  /** Whether there is a shard of that name. */
  public boolean contains(String shard) {
    return List.of(names).contains(Objects.requireNonNull(shard, "shard"));
  }

  // Changing.

  /**
   * This with one shard more, which takes its share from the others.
   *
   * @param weight from 1 to {@value #MOST_WEIGHT}; twice the weight has twice the keys
   * @throws IllegalArgumentException if the name is blank or taken, the weight out of range, or
   *     there are too many shards for the slots
   */
  public ShardMap with(String shard, int weight) {
    if (Objects.requireNonNull(shard, "shard").isBlank()) {
      throw new IllegalArgumentException("name of a shard is '" + shard + "'; allowed: not blank");
    }
    if (contains(shard)) {
      throw new IllegalArgumentException(
          "there is a shard '" + shard + "' already; allowed: a name not among " + shards());
    }
    int most = owners.length / SLOTS_PER_SHARD;
    if (names.length == most) {
      throw new IllegalArgumentException(
          "number of shards is "
              + (most + 1)
              + "; allowed: "
              + most
              + " with "
              + owners.length
              + " slots");
    }
    String[] more = Arrays.copyOf(names, names.length + 1);
    more[names.length] = shard;
    int[] heavier = Arrays.copyOf(weights, names.length + 1);
    heavier[names.length] = checked(shard, weight);
    return shared(more, heavier, owners.clone());
  }

  /**
   * This without a shard, whose slots go to the others.
   *
   * @throws NoSuchElementException if it is none
   * @throws IllegalArgumentException if it is the last one
   */
  public ShardMap without(String shard) {
    int gone = index(shard);
    if (names.length == 1) {
      throw new IllegalArgumentException(
          "'"
              + shard
              + "' is the last shard, and its keys need another; allowed: removing it after"
              + " another was added");
    }
    var left = new ArrayList<>(List.of(names));
    left.remove(gone);
    int[] lighter = new int[names.length - 1];
    System.arraycopy(weights, 0, lighter, 0, gone);
    System.arraycopy(weights, gone + 1, lighter, gone, lighter.length - gone);
    int[] table = owners.clone();
    for (int slot = 0; slot < table.length; slot++) {
      table[slot] = table[slot] == gone ? -1 : table[slot] - (table[slot] > gone ? 1 : 0);
    }
    return shared(left.toArray(String[]::new), lighter, table);
  }

  /**
   * This with another weight of {@code shard}.
   *
   * @throws NoSuchElementException if it is none
   */
  public ShardMap weighing(String shard, int weight) {
    int[] changed = weights.clone();
    changed[index(shard)] = checked(shard, weight);
    return shared(names, changed, owners.clone());
  }

  private static int checked(String shard, int weight) {
    if (weight < 1 || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException(
          "weight of shard '" + shard + "' is " + weight + "; allowed: 1 to " + MOST_WEIGHT);
    }
    return weight;
  }

  /** Gives slots without an owner, or beyond their owner's share, to shards that have too few. */
  private static ShardMap shared(String[] names, int[] weights, int[] table) {
    int[] missing = Apportionment.of(table.length, weights);
    for (int owner : table) {
      if (owner >= 0) {
        missing[owner]--;
      }
    }
    int taker = 0;
    for (int slot = 0; slot < table.length; slot++) {
      int owner = table[slot];
      if (owner < 0 || missing[owner] < 0) {
        while (missing[taker] <= 0) {
          taker++;
        }
        if (owner >= 0) {
          missing[owner]++;
        }
        missing[taker]--;
        table[slot] = taker;
      }
    }
    return new ShardMap(names, weights, table);
  }

  private int index(String shard) {
    int index = List.of(names).indexOf(Objects.requireNonNull(shard, "shard"));
    if (index < 0) {
      throw new NoSuchElementException(
          "there is no shard '" + shard + "'; allowed: one of " + shards());
    }
    return index;
  }

  /** The same shards in the same order, with the same weights and slots. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ShardMap that
        && Arrays.equals(names, that.names)
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(owners, that.owners);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(owners);
  }

  /** {@code 3 shards of 4096 slots: a 2048, b 1024, c 1024}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String name : names) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(slots(name));
    }
    return names.length + " shards of " + owners.length + " slots: " + text;
  }
}
