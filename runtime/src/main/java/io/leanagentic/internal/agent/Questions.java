package io.leanagentic.internal.agent;

import io.leanagentic.AgentStoppedException;
import io.leanagentic.AwaitException;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.Replies;
import io.leanagentic.internal.scheduler.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The questions that an agent has taken and not answered. In its turn only, but for {@link
 * #unanswered}.
 */
public final class Questions {
  /*
   * Structure
   *   A question is at work in the frame from before its handler until after it. Who has not answered it then keeps it: it is in this
   *   list, and the answer names its keeper. Whoever hands it on in a message, or puts it aside, keeps it no longer: the question goes
   *   with the message, as it came with the first one. The end of the keeper is the end of the question.
   *   While a question is at work or kept, signals of the agent take the slow way, where their messages are looked at for replies.
   *   Entries that are answered, or are somebody else's, stay until the list is full, or are found at its end when a turn begins: so
   *   it is at most twice as long as there were questions open at once.
   *
   * Invariants
   *   Q1  the asker hears of the end of who keeps its question         KeptReplyTest
   *   Q2  a question that was handed on belongs to who got it          ForwardedQuestionTest
   *   Q3  no entry outlives its question for long                      KeptReplyTest.answeredQuestionsAreForgotten
   */

  /** The keeper of what is on its way to the next agent. */
  private static final Object ON_ITS_WAY = new Object();

  /** The keeper of what was handed to several: it is not known who will answer. */
  private static final Object SEVERAL = new Object();

  private @Nullable Answer<?>[] kept = new Answer<?>[4];
  private int size;

  /** {@code question} is at work now; null for none. */
  static void begin(AgentCell<?> cell, Frame frame, @Nullable Object question) {
    if (question != null) {
      frame.question = question;
      frame.outboxInUse = true;
      if (frame.mayBlock) {
        cell.settings.host.looksAtSignals();
      }
    }
  }

  /** What is at work was handled: if it is not answered, the agent keeps it. */
  static void end(AgentCell<?> cell, Frame frame) {
    if (frame.question instanceof Answer<?> question) {
      frame.question = null;
      if (!question.isDone()) {
        keep(cell, question);
      }
      frame.outboxInUse = cell.is(AgentState.OUTBOX | AgentState.KEEPS);
    }
  }

  /** What is at work has failed. */
  static void failed(Frame frame, Throwable failure) {
    if (frame.question instanceof Answer<?> question) {
      frame.question = null;
      fail(question, failure);
    }
  }

  static void fail(Answer<?> question, Throwable failure) {
    if (!question.isDone()) {
      question.fail(failure);
    }
  }

  static void keep(AgentCell<?> cell, Answer<?> question) {
    if (question.keeper() == SEVERAL) {
      return;
    }
    question.keptBy(cell);
    ColdState x = cell.coldState();
    if (x.questions == null) {
      x.questions = new Questions();
    }
    x.questions.add(cell, question);
    cell.set(AgentState.KEEPS);
  }

  private void add(AgentCell<?> cell, Answer<?> question) {
    if (size == kept.length) {
      int open = 0;
      for (int i = 0; i < size; i++) {
        if (isOpen(cell, kept[i])) {
          kept[open++] = kept[i];
        }
      }
      Arrays.fill(kept, open, size, null);
      size = open;
      if (size > kept.length / 2) {
        kept = Arrays.copyOf(kept, 2 * kept.length);
      }
    }
    kept[size++] = question;
  }

  private static boolean isOpen(AgentCell<?> cell, @Nullable Answer<?> question) {
    return question != null && question.keeper() == cell && !question.isDone();
  }

  /** At the beginning of a turn: forgets some of what is answered. */
  static void look(AgentCell<?> cell) {
    Questions questions = cell.coldState().questions;
    if (questions != null) {
      int size = questions.size;
      while (size > 0 && !isOpen(cell, questions.kept[size - 1])) {
        questions.kept[--size] = null;
      }
      questions.size = size;
      if (size == 0) {
        cell.clear(AgentState.KEEPS);
      }
    }
  }

  /** The agent has ended, and answers nothing any more. */
  void failAll(AgentCell<?> cell) {
    for (int i = 0; i < size; i++) {
      Answer<?> question = kept[i];
      if (question != null && isOpen(cell, question)) {
        fail(
            question,
            new AgentStoppedException(cell.path() + " has ended and did not answer the question"));
      }
    }
    size = 0;
  }

  /**
   * The question at work, or a kept one, that goes on with {@code message}: it is not this agent's
   * any more. Null if there is none.
   *
   * @param own the answer to the message itself, if that is a question
   */
  static @Nullable Answer<?> handOn(
      AgentCell<?> cell, Frame frame, Object message, @Nullable Answer<?> own) {
    if (frame.question == null && !cell.is(AgentState.KEEPS)) {
      return null;
    }
    Answer<?> first = null;
    for (Answer<?> held : Replies.in(message)) {
      if (held == own || held.isDone()) {
        continue;
      }
      if (held == frame.question) {
        frame.question = null;
      } else if (held.keeper() != cell) {
        if (held.keeper() != null) {
          held.keptBy(SEVERAL);
        }
        continue;
      }
      held.keptBy(ON_ITS_WAY);
      first = first == null ? held : first;
    }
    return first;
  }

  /** As {@link #handOn}, for a message that is put aside: by default the one at work. */
  static @Nullable Answer<?> setAside(AgentCell<?> cell, Frame frame, Object message) {
    Answer<?> held = handOn(cell, frame, message, null);
    if (held == null && frame.question instanceof Answer<?> question) {
      frame.question = null;
      held = question;
    }
    return held;
  }

  /**
   * {@code message} became a dead letter: tells those who wait for {@code answer}, and for the
   * answers that it carries. Waits if there is no memory: nobody else tells them.
   */
  public static void unanswered(
      AgentCell<?> recipient, Object message, @Nullable Answer<?> answer, Reason reason) {
    if (answer != null) {
      unanswered(recipient, answer, reason);
    }
    for (Answer<?> held : Replies.in(message)) {
      unanswered(recipient, held, reason);
    }
  }

  private static void unanswered(AgentCell<?> recipient, Answer<?> answer, Reason reason) {
    while (!answer.isDone()) {
      try {
        answer.fail(
            switch (reason) {
              case STOPPED, ABORTED ->
                  new AgentStoppedException(
                      recipient.path() + " has ended or is ending and did not handle the question");
              case DROPPED_OLDEST, DROPPED_NEWEST, GROWTH_CAP ->
                  new AwaitException(
                      "the question to " + recipient.path() + " became a dead letter: " + reason);
            });
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }
}
