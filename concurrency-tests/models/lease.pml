/*
 * A lease with fencing: holders pause for any time, leases expire meanwhile, the resource compares tokens.
 * Proven: the resource is never changed by an older holder after a newer one; tokens only grow; a lease that is free
 * has no waiters.
 *
 * bound: 3 holders that take the lease once, any number of expiries
 * mutants: NO_FENCE TOKEN_OUTSIDE STAYS_FREE
 */
#define HOLDERS 3
#define NOBODY 3

byte token = 1, holder = NOBODY, inForce;
bool waiting[HOLDERS];
byte granted[HOLDERS];
byte fence;      /* the highest token that the resource has seen */
byte changedBy;  /* the token of its last change */
byte done;

inline grant(who) {
  holder = who;
  assert(token > inForce);
  inForce = token;
  granted[who] = token;                                      /* @ LeaseTable.grant */
  token++                                                    /* @ InProcessLeaseAuthority.nextToken */
}

inline handOver() {                                          /* @ LeaseTable.handOver */
  holder = NOBODY;
#ifndef STAYS_FREE
  if
  :: waiting[0] -> waiting[0] = false; grant(0)
  :: waiting[1] -> waiting[1] = false; grant(1)
  :: waiting[2] -> waiting[2] = false; grant(2)
  :: else -> skip
  fi
#endif
}

proctype user(byte me) {
  byte mine, stale;
#ifdef TOKEN_OUTSIDE
  stale = token;
#endif
  atomic {                                                   /* @ LeaseTable.acquire */
    if
    :: holder == NOBODY -> grant(me)
    :: else -> waiting[me] = true                            /* @ LeaseTable.queue */
    fi
  }
  granted[me] > 0;
  mine = granted[me];
#ifdef TOKEN_OUTSIDE
  mine = stale;
#endif
  /* It may pause here for as long as it likes. */
  atomic {                                                   /* @ Fenced.run */
    if
#ifdef NO_FENCE
    :: true ->
#else
    :: mine >= fence ->
#endif
       fence = mine;
       assert(mine > changedBy);
       changedBy = mine
    :: else -> skip
    fi
  }
  atomic {                                                   /* @ LeaseTable.release */
    if
    :: holder == me && inForce == mine -> handOver()
    :: else -> skip
    fi
  }
  done++
}

proctype clock() {
end:
  do
  :: atomic { holder != NOBODY && done < HOLDERS -> handOver() }  /* @ LeaseTable.expire */
  od
}

init {
  atomic { run user(0); run user(1); run user(2); run clock() }
  timeout ->
    assert(done == HOLDERS);
    assert(holder != NOBODY || !(waiting[0] || waiting[1] || waiting[2]))
}
