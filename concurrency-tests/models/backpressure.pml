/*
 * Backpressure: agents fill each other's mailboxes, park, and cycles of parked agents are opened.
 * Proven: no deadlock whatever they send to whom; each signal is handled; no mailbox exceeds its bound and growth.
 *
 * bound: 3 agents, capacity 1, two send 2 signals and one sends 1, to any agent, themselves too
 * mutants: NO_OPENING NO_SECOND_LOOK
 */
#define AGENTS 3
#define NONE 3
#define SIGNALS 5

byte box[AGENTS], bound[AGENTS] = 1;
byte waits[AGENTS] = NONE;
bool inLine[AGENTS], granted[AGENTS];
byte left[AGENTS];
byte handled;

/* Room of `a` is granted to one that waits for it, if there is some. */
inline relieve(a) {
  atomic {                                                   /* @ CapacityWaiters.grant */
    if
    :: box[a] < bound[a] ->
       if
       :: inLine[0] && waits[0] == a -> inLine[0] = false; granted[0] = true
       :: inLine[1] && waits[1] == a -> inLine[1] = false; granted[1] = true
       :: inLine[2] && waits[2] == a -> inLine[2] = false; granted[2] = true
       :: else -> skip
       fi
    :: else -> skip
    fi
  }
}

/* A turn: one message, then what the agent sends of its own accord; parked, it handles nothing. */
proctype agent(byte me) {
  byte to, next;
  bool sent, opened;
end:
  do
  :: box[me] > 0 ->
     box[me]--;                                              /* @ TurnLoop.tellRoom */
     handled++;
     relieve(me)                                             /* @ Backpressure.relieve */
  :: left[me] > 0 ->
     if
     :: to = 0
     :: to = 1
     :: to = 2
     fi;
     do
     :: atomic {                                             /* @ AgentMailbox.tryPut */
          sent = (box[to] < bound[to]);
          box[to] = box[to] + sent
        }
        if
        :: sent -> left[me]--; break
        :: else -> skip
        fi;
        opened = false;
        atomic {                                             /* @ WaitGraph.park */
          waits[me] = to;
          next = to;
          do
          :: next == NONE || next == me -> break
          :: else -> next = waits[next]                      /* @ WaitGraph.liveRoomEdge */
          od;
#ifdef NO_OPENING
          next = NONE;
#endif
          if
          :: next == me ->                                   /* @ Backpressure.open */
             bound[to]++;                                    /* @ WaitGraph.grow */
             waits[me] = NONE;                               /* @ WaitGraph.unpark */
             opened = true
          :: else -> skip
          fi
        }
        if
        :: opened -> skip
        :: else ->
           inLine[me] = true;                                /* @ CapacityWaiters.add */
#ifndef NO_SECOND_LOOK
           relieve(to);                                      /* @ Backpressure.parkOn */
#endif
endparked:
           granted[me];                                      /* @ AgentState.park */
           granted[me] = false;
           waits[me] = NONE                                  /* @ Backpressure.flush */
        fi
     od
  od
}

init {
  atomic {
    left[0] = 2; left[1] = 2; left[2] = 1;
    run agent(0); run agent(1); run agent(2)
  }
  timeout ->
    assert(handled == SIGNALS);
    assert(box[0] + box[1] + box[2] == 0)
}
