package io.leanagentic.checker.internal.region;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one point of a body: the value of each name, and which values share a region.
 */
public final class RegionState {
  /*
   * Structure
   *   `names` maps a variable, or the tree of a value not yet in a variable, to its AbstractValue. Regions are numbers
   *   in a union-find forest. Region 0 is everything that outlives the body: this, state, parameters, captures.
   *
   *      names:   a -> r1   b -> r2   c -> r2        forest:  0   1   2 <- 3
   *                                                  held:    *
   *                                                  gone:        line 7
   *
   *   Objects that may reach each other are in one region. A region is held if something outside the body may reach it,
   *   and gone once it was given away. Both are facts about the region, never about a name: giving away `b` ends `c`
   *   too.
   *
   * Merging
   *   Storing a value in another connects their regions for good: nothing shows when the link is cut again, so regions
   *   are never split. The smaller number becomes the root, so that whatever meets region 0 is region 0. If a merge
   *   makes the region of a name held, the name gets the reason as its note, for the message when it cannot be sent.
   *
   * Joining
   *   Each state has its own numbers for regions. A join starts a new forest, and adopts the regions of each side as
   *   names lead to them; a name that both sides know merges its two regions. Connections that no name shows are
   *   dropped, as nobody could ask about them. A path that ended, by a return or a throw, contributes nothing.
   *
   * Invariants
   *   I1  region 0 is held and never gone                     RegionStateTest.theOuterRegionIsNeverGone
   *   I2  join(a, b) keeps what either knows: whatever is gone, held or connected in one of them is so in the join
   *                                                           RegionStateTest.joinKeepsWhatEitherKnows
   *   I3  the states of a loop head only grow, so its fixed point is reached
   *                                                           RegionStateTest.joinIsIdempotent
   *
   * References
   *   Regions, disconnected and sent: Swift Evolution SE-0414 and SE-0430.
   */

  /** The region of everything that outlives the body. */
  public static final int OUTER = 0;

  private final Map<Object, AbstractValue> names;
  private int[] parent;
  private boolean[] held;
  private @Nullable Provenance[] gone;
  private int regions;
  private boolean alive;

  /** A state with no names, in which only {@link #OUTER} exists. */
  public RegionState() {
    names = new LinkedHashMap<>();
    parent = new int[8];
    held = new boolean[8];
    gone = new Provenance[8];
    regions = 1;
    held[OUTER] = true;
    alive = true;
  }

  private RegionState(RegionState other) {
    names = new LinkedHashMap<>(other.names);
    parent = other.parent.clone();
    held = other.held.clone();
    gone = other.gone.clone();
    regions = other.regions;
    alive = other.alive;
  }

  public RegionState copy() {
    return new RegionState(this);
  }

  /** A state that no path reaches: neutral in a join. */
  public static RegionState unreachable() {
    RegionState state = new RegionState();
    state.alive = false;
    return state;
  }

  /** Tells whether some path reaches this point. Code that none reaches is not judged. */
  public boolean alive() {
    return alive;
  }

  /** What is known under {@code name}; null if nothing is. */
  public @Nullable AbstractValue get(Object name) {
    return names.get(name);
  }

  public void put(Object name, AbstractValue value) {
    names.put(name, value);
  }

  public @Nullable AbstractValue remove(Object name) {
    return names.remove(name);
  }

  /**
   * All names, in the order in which they were added. During an iteration values may be replaced,
   * but no name may be added or removed.
   */
  public Iterable<Map.Entry<Object, AbstractValue>> entries() {
    return names.entrySet();
  }

  /** Starts a new disconnected region. */
  public int fresh() {
    if (regions == parent.length) {
      parent = Arrays.copyOf(parent, regions * 2);
      held = Arrays.copyOf(held, regions * 2);
      gone = Arrays.copyOf(gone, regions * 2);
    }
    parent[regions] = regions;
    return regions++;
  }

  /** The number that stands for the whole region. */
  public int find(int region) {
    int root = region;
    while (parent[root] != root) {
      root = parent[root];
    }
    return root;
  }

  /** Tells whether values of the two regions may reach each other. */
  public boolean same(int left, int right) {
    return find(left) == find(right);
  }

  /** Tells whether something that outlives the body may reach the region. */
  public boolean held(int region) {
    return held[find(region)];
  }

  /** Why the region was given away; null if it was not. */
  public @Nullable Provenance gone(int region) {
    return gone[find(region)];
  }

  /** Ends a region: every name in it is dead from here on. */
  public void end(int region, Provenance why) {
    int root = find(region);
    if (root != OUTER && gone[root] == null) {
      gone[root] = why;
    }
  }

  /** Connects two regions; {@code why} is the reason if only one of them was held. */
  public int merge(int left, int right, @Nullable Provenance why) {
    int a = find(left);
    int b = find(right);
    if (a == b) {
      return a;
    }
    if (held[a] != held[b]) {
      int free = held[a] ? b : a;
      for (Map.Entry<Object, AbstractValue> entry : names.entrySet()) {
        AbstractValue value = entry.getValue();
        if (value.regional() && value.note() == null && find(value.region()) == free) {
          entry.setValue(value.withNote(why));
        }
      }
    }
    int root = Math.min(a, b);
    int child = Math.max(a, b);
    parent[child] = root;
    held[root] |= held[child];
    gone[root] = root == OUTER ? null : Provenance.earlier(gone[root], gone[child]);
    return root;
  }

  /** What holds after either path. */
  public static RegionState join(RegionState left, RegionState right) {
    if (!left.alive) {
      return right.copy();
    }
    if (!right.alive) {
      return left.copy();
    }
    RegionState joined = new RegionState();
    Map<Integer, Integer> fromLeft = new HashMap<>();
    Map<Integer, Integer> fromRight = new HashMap<>();
    fromLeft.put(left.find(OUTER), OUTER);
    fromRight.put(right.find(OUTER), OUTER);
    for (Map.Entry<Object, AbstractValue> entry : left.names.entrySet()) {
      AbstractValue mine = joined.adopt(left, entry.getValue(), fromLeft);
      AbstractValue theirs = right.names.get(entry.getKey());
      joined.names.put(
          entry.getKey(),
          theirs == null ? mine : joined.joinValues(mine, joined.adopt(right, theirs, fromRight)));
    }
    for (Map.Entry<Object, AbstractValue> entry : right.names.entrySet()) {
      if (!left.names.containsKey(entry.getKey())) {
        joined.names.put(entry.getKey(), joined.adopt(right, entry.getValue(), fromRight));
      }
    }
    return joined;
  }

  /**
   * A value of one side, with the number of its region in this state; {@code map} has the numbers
   * assigned so far.
   */
  private AbstractValue adopt(RegionState from, AbstractValue value, Map<Integer, Integer> map) {
    if (!value.regional()) {
      return value;
    }
    int root = from.find(value.region());
    Integer mine = map.get(root);
    if (mine == null) {
      mine = fresh();
      held[mine] = from.held[root];
      gone[mine] = from.gone[root];
      map.put(root, mine);
    }
    return value.withRegion(mine);
  }

  /**
   * What holds for a name whichever path was taken: the weaker kind, an end if either path ended
   * it, promises only if both paths keep them. Both values have regions of this state.
   */
  private AbstractValue joinValues(AbstractValue left, AbstractValue right) {
    ReferenceKind kind = left.kind().join(right.kind());
    Provenance dead = Provenance.earlier(left.dead(), right.dead());
    Provenance note = left.note() != null ? left.note() : right.note();
    int traits = left.traits() | right.traits();
    if (kind == ReferenceKind.BOX
        && !(left.has(AbstractValue.VAL_PARTS) && right.has(AbstractValue.VAL_PARTS))) {
      traits &= ~AbstractValue.VAL_PARTS;
    }
    traits &= ~AbstractValue.PROMISES | (left.traits() & right.traits());
    int region = -1;
    if (kind.regional()) {
      if (left.regional() && right.regional()) {
        region = merge(left.region(), right.region(), note);
      } else if (left.regional()) {
        region = left.region();
      } else {
        region = right.regional() ? right.region() : fresh();
      }
    }
    return new AbstractValue(kind, region, note, dead, traits);
  }

  /** Tells whether both know the same, whatever the numbers of their regions. */
  public boolean agreesWith(RegionState other) {
    if (alive != other.alive || names.size() != other.names.size()) {
      return false;
    }
    Map<Integer, Integer> map = new HashMap<>();
    Map<Integer, Integer> back = new HashMap<>();
    for (Map.Entry<Object, AbstractValue> entry : names.entrySet()) {
      AbstractValue mine = entry.getValue();
      AbstractValue theirs = other.names.get(entry.getKey());
      if (theirs == null
          || mine.kind() != theirs.kind()
          || mine.traits() != theirs.traits()
          || (mine.dead() == null) != (theirs.dead() == null)
          || mine.regional() != theirs.regional()) {
        return false;
      }
      if (mine.regional()) {
        int a = find(mine.region());
        int b = other.find(theirs.region());
        if (map.computeIfAbsent(a, key -> b) != b
            || back.computeIfAbsent(b, key -> a) != a
            || held[a] != other.held[b]
            || (gone[a] == null) != (other.gone[b] == null)) {
          return false;
        }
      }
    }
    return true;
  }
}
