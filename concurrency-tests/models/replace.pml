/*
 * Replacement of a held worker: a long message holds one, another thread takes its place, and it ends after the message.
 * Proven: every task runs once, in spite of a replacement at any moment; one worker is left, however many try.
 *
 * bound: 1 worker, a long message that makes 2 tasks ready, 2 attempts to replace it
 * mutants: KEEPS_ITS_QUEUE NO_SECOND_CHECK
 */
#define READY 2

byte queue, global, done;
byte victims = 1;
bool busy = true, detached, gone;

/* The worker that holds the long message. */
proctype held() {
  byte i = 0;
  do
  :: i < READY ->
     if
     :: detached -> global++                                 /* @ Worker.scheduleCarefully */
     :: else -> queue++                                      /* @ RunQueue.put */
     fi;
     i++
  :: else -> break
  od;
  busy = false;                                              /* @ Frame.end */
end:
  do
  :: detached -> break                                       /* @ Worker.isDetached */
  :: atomic { queue > 0 -> queue-- } done++                  /* @ RunQueue.take */
  :: atomic { !detached && global > 0 -> global-- } done++   /* @ GlobalQueue.takeBatch */
  od;
#ifndef KEEPS_ITS_QUEUE
  do                                                         /* @ Worker.leave */
  :: atomic { queue > 0 -> queue--; global++ }
  :: queue == 0 -> break
  od;
#endif
  gone = true                                                /* @ WorkStealingScheduler.exited */
}

/* A thread that would take its place, because the watchdog saw a long turn; it may come too late. */
proctype replacement() {
  bool mine;
endfree:
  busy ->                                                    /* @ Frame.currentAcquire */
#ifdef NO_SECOND_CHECK
  mine = !detached;
  atomic {
#else
  atomic {                                                   /* @ WorkStealingScheduler.takeOver */
    mine = busy && !detached;
#endif
    if
    :: mine -> detached = true; victims++                    /* @ Worker.detach */
    :: else -> skip
    fi
  }
  if
  :: !mine -> skip
  :: else ->
end:
     do
     :: atomic { global > 0 -> global-- } done++             /* @ GlobalQueue.takeBatch */
     od
  fi
}

init {
  atomic { run held(); run replacement(); run replacement()          /* @ WorkStealingScheduler.replace */
  }
  timeout ->
    assert(done == READY && queue == 0 && global == 0);
    assert(victims == 1 + detached);
    assert(gone == detached)
}
