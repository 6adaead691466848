/*
 * Going idle: senders put, somebody asks for attention, workers run the agent and let it go idle.
 * Proven: every message is handled, no request for attention is lost, one worker at a time runs the agent.
 *
 * bound: 2 senders x 2 messages, 1 control event, 2 workers
 * mutants: SPLIT_IDLE NO_SECOND_LOOK
 *
 * `head` is the number of the newest node, 0 for IDLE; all up to `taken` is taken. Numbers stand for identity.
 */
#define SENDERS 2
#define MESSAGES 2

byte head, taken, nodes, handled;
byte scheduled, running;
bool control, attended;

inline wake() {
  if
  :: atomic { head == 0 -> nodes++; head = nodes }           /* @ MailboxHead.wakeIfIdle */
     scheduled++                                             /* @ AgentMailbox.schedule */
  :: head != 0 -> skip
  fi
}

proctype sender() {
  byte i = 0, seen;
  bool put;
  do
  :: i < MESSAGES ->
     seen = head;                                            /* @ MailboxHead.headAcquire */
     atomic {                                                /* @ MailboxHead.putBehind */
       put = (head == seen);
       if
       :: put -> nodes++; head = nodes
       :: else -> skip
       fi
     }
     if
     :: put ->
        i++;
        if
        :: seen == 0 -> scheduled++                          /* @ AgentMailbox.schedule */
        :: else -> skip
        fi
     :: else -> skip
     fi
  :: else -> break
  od
}

proctype caller() {
  control = true;                                            /* @ AgentState.CONTROL */
  wake()                                                     /* @ AgentMailbox.control */
}

proctype worker() {
  byte newest;
  bool idle;
end:
  do
  :: atomic { scheduled > 0 -> scheduled--; running++; assert(running == 1) }  /* @ TurnLoop.run */
     do
     :: if
        :: control -> control = false; attended = true       /* @ AgentState.clear */
        :: else -> skip
        fi;
        newest = head;                                       /* @ MailboxHead.headAcquire */
        if
        :: newest != taken ->                                /* @ MailboxHead.isTaken */
           handled = handled + newest - taken;
           taken = newest                                    /* @ MailboxHead.takeAll */
        :: else ->
#ifdef SPLIT_IDLE
           idle = (head == newest);
           if
           :: idle -> running--; head = 0
           :: else -> skip
           fi;
#else
           atomic {                                          /* @ MailboxHead.goIdle */
             idle = (head == newest);
             if
             :: idle -> running--; head = 0
             :: else -> skip
             fi
           }
#endif
           if
           :: idle -> break
           :: else -> skip
           fi
        fi
     od;
#ifndef NO_SECOND_LOOK
     if
     :: control -> wake()                                    /* @ TurnLoop.afterIdle */
     :: else -> skip
     fi
#endif
  od
}

init {
  atomic {
    run sender(); run sender(); run caller(); run worker(); run worker()
  }
  timeout ->
    assert(handled == nodes);
    assert(head == 0 && running == 0 && scheduled == 0);
    assert(attended && !control)
}
