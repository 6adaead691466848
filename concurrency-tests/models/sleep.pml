/*
 * Sleep of workers: a producer wakes one only if none searches; a worker that falls asleep looks again.
 * Proven: no task waits while all workers sleep; each task runs once; the counts stay within their bounds.
 *
 * bound: 2 workers, 2 producers x 2 tasks
 * mutants: NO_SECOND_LOOK LAST_SEARCHER_SLEEPS
 */
#define WORKERS 2
#define TASKS 2

byte work, done;
byte awake = WORKERS, searching;
bool asleep[WORKERS], awoken[WORKERS];

inline wakeOne(s) {
  s = WORKERS;
  if
  :: searching == 0 && awake < WORKERS ->                    /* @ IdleWorkers.shouldWake */
     atomic {                                                /* @ IdleWorkers.wakeForWork */
       if
       :: searching == 0 && awake < WORKERS ->
          if
          :: asleep[0] -> s = 0
          :: asleep[1] -> s = 1
          :: else -> s = WORKERS
          fi;
          if
          :: s < WORKERS -> asleep[s] = false; awake++; searching++
          :: else -> skip
          fi
       :: else -> skip
       fi
     }
  :: else -> skip
  fi;
  if
  :: s < WORKERS -> awoken[s] = true                         /* @ Sleeper.wake */
  :: else -> skip
  fi
}

proctype producer() {
  byte i = 0, s;
  do
  :: i < TASKS ->
     work++;                                                 /* @ Injector.add */
     wakeOne(s);                                             /* @ WorkStealingScheduler.wakeOne */
     i++
  :: else -> break
  od
}

proctype worker(byte me) {
  bool on = false, found, again;
  byte s;
end:
  do
  :: atomic { found = (work > 0); work = work - found }      /* @ Worker.next */
     if
     :: !found && !on ->
        atomic {                                             /* @ IdleWorkers.beginSearch */
          if
          :: 2 * searching < WORKERS -> searching++; on = true
          :: else -> skip
          fi
        }
        if
        :: on -> atomic { found = (work > 0); work = work - found }  /* @ Search.find */
        :: else -> skip
        fi
     :: else -> skip
     fi;
     assert(searching <= awake && awake <= WORKERS);
     if
     :: found ->
        if
        :: on ->
           on = false;
           atomic { again = (searching == 1); searching-- }  /* @ IdleWorkers.endSearch */
           if
           :: again && work > 0 -> wakeOne(s)                /* @ Search.end */
           :: else -> skip
           fi
        :: else -> skip
        fi;
        done++                                               /* @ Worker.execute */
     :: else ->
        atomic {                                             /* @ IdleWorkers.fallAsleep */
#ifdef LAST_SEARCHER_SLEEPS
          again = !on;
#else
          again = !on || searching == 1;
#endif
          searching = searching - on;
          awake--;
          asleep[me] = true;
          on = false
        }
#ifdef NO_SECOND_LOOK
        again = false;
#endif
        found = false;
        if
        :: again && work > 0 ->                              /* @ WorkStealingScheduler.hasWorkToShare */
           atomic {                                          /* @ IdleWorkers.takeBack */
             if
             :: asleep[me] -> asleep[me] = false; awake++; found = true
             :: else -> skip
             fi
           }
        :: else -> skip
        fi;
        if
        :: found -> skip
        :: else ->
endasleep:
           awoken[me];                                       /* @ Sleeper.sleep */
           awoken[me] = false;
           on = true
        fi
     fi
  od
}

init {
  atomic {
    run producer(); run producer(); run worker(0); run worker(1)
  }
  timeout ->
    assert(work == 0 && done == 2 * TASKS)
}
