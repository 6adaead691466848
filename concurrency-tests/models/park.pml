/*
 * Park and unpark: an agent that waits leaves all run queues, unless something asks for its attention.
 * Proven: every event is seen, the agent is scheduled once at a time, it sleeps only when nothing is left.
 *
 * bound: 3 threads that add one event each, 2 workers
 * mutants: SPLIT_PARK CLEARS_LAST
 */
#define CALLERS 3

bool control, parked = true;
byte events, seen, scheduled, running;

proctype caller() {
  bool mine;
  events++;                                                  /* @ ColdState.pushControl */
  atomic {                                                   /* @ AgentState.setControlAndUnpark */
    control = true;
    mine = parked;
    parked = false
  }
  if
  :: mine -> scheduled++                                     /* @ AgentMailbox.schedule */
  :: else -> skip
  fi
}

proctype worker() {
  bool ok;
end:
  do
  :: atomic { scheduled > 0 -> scheduled--; running++; assert(running == 1) }  /* @ TurnLoop.run */
     do
     :: control ->
#ifdef CLEARS_LAST
        atomic { seen = seen + events; events = 0 }
        control = false
#else
        control = false;                                     /* @ AgentState.clear */
        atomic { seen = seen + events; events = 0 }          /* @ ColdState.takeControl */
#endif
     :: else ->
#ifdef SPLIT_PARK
        ok = !control;
        if
        :: ok -> running--; parked = true
        :: else -> skip
        fi;
#else
        atomic {                                             /* @ AgentState.park */
          ok = !control;
          if
          :: ok -> running--; parked = true
          :: else -> skip
          fi
        }
#endif
        if
        :: ok -> break
        :: else -> skip
        fi
     od
  od
}

init {
  atomic {
    run caller(); run caller(); run caller(); run worker(); run worker()
  }
  timeout ->
    assert(seen == CALLERS && events == 0);
    assert(parked && scheduled == 0 && running == 0)
}
