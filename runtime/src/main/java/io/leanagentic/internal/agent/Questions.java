package io.leanagentic.internal.agent;

import io.leanagentic.AgentStoppedException;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.extension.Envelope;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.Interruption;
import io.leanagentic.internal.await.Replies;
import io.leanagentic.internal.scheduler.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The questions that an agent has received and not answered. Used in its turn only, except for
 * {@link #unanswered}.
 */
public final class Questions {
  /*
   * Structure
   *   While its handler runs, a question is in the frame. If the agent has not answered it by the end, it keeps the
   *   question: the question is in this list, and the answer names its keeper. An agent that hands a question on in a
   *   message, or stashes it, no longer keeps it: the question travels with the message, as it came with one. When its
   *   keeper ends, the question fails. While a question is handled or kept, signals of the agent take the slow path,
   *   where their messages are searched for replies. Entries that are answered, or that belong to another agent by now,
   *   stay until the list is full, or until a turn begins and finds them at its end. So the list has at most four times
   *   as many entries as there were questions open at once, or 4.
   *   A question that nobody waits for any more when its turn has come is skipped, and what was begun on behalf of one
   *   that the agent has answered is let go of when the turn ends; see Answer.
   *
   * Invariants
   *   Q1  a question whose keeper ends or restarts has failed          KeptReplyTest
   *   Q2  a question that was handed on belongs to its receiver        ForwardedQuestionTest
   *   Q3  no entry outlives its question for long                      KeptReplyTest.answeredQuestionsAreForgotten
   *   Q4  a question that was given up is not begun                    CancelTest.aCancelledQuestionIsSkippedAndCounted
   */

  /** The keeper of a question that is on its way to the next agent. */
  private static final Object ON_ITS_WAY = new Object();

  /** The keeper of a question that several agents hold: it is not known which will answer. */
  private static final Object SEVERAL = new Object();

  private @Nullable Answer<?>[] kept = new Answer<?>[4];
  private int size;

  /** What {@code along} went along with is being handled from now on. */
  static void begin(AgentCell<?> cell, Frame frame, @Nullable Object along) {
    if (along != null) {
      frame.outboxInUse = true;
      if (along instanceof Answer<?>) {
        frame.question = along;
      } else {
        frame.question = Along.answer(along);
        TurnPairs.begin(frame, Along.pairs(along));
      }
      if (frame.mayBlock) {
        cell.settings.host.looksAtSignals();
      }
    }
  }

  /** The question was handled: if it is not answered, the agent keeps it. */
  static void end(AgentCell<?> cell, Frame frame) {
    Interruption.endIn(frame);
    if (frame.question instanceof Answer<?> question) {
      frame.question = null;
      if (!question.isDone()) {
        keep(cell, question);
      } else {
        question.endBegun();
      }
      frame.outboxInUse = cell.is(AgentState.OUTBOX | AgentState.KEEPS);
    }
    TurnPairs.end(cell, frame);
  }

  /** Fails the question being handled. */
  static void failed(Frame frame, Throwable failure) {
    Interruption.endIn(frame);
    if (frame.question instanceof Answer<?> question) {
      frame.question = null;
      fail(question, failure);
      question.endBegun();
    }
  }

  /**
   * Whether {@code message} is the question of {@code along}, and nobody waits for its answer any
   * more. A message of another kind that only carries the reply is not skipped, nor one that
   * carries a reply that is open: they may mean more.
   */
  static boolean isToBeSkipped(@Nullable Object along, Object message) {
    Answer<?> asked = Along.answer(along);
    if (asked == null
        || !asked.isGivenUp()
        || !asked.wasAskedBy(message)
        || message instanceof Envelope) { // its library keeps account
      return false;
    }
    for (Answer<?> held : Replies.in(message)) {
      if (!held.isDone()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether {@code failure} only says that the question being handled was given up, so that it is
   * no failure of the agent.
   */
  static boolean isGivenUp(Frame frame, Throwable failure) {
    return frame.question instanceof Answer<?> question
        && question.isGivenUp()
        && endsWith(question, failure);
  }

  /** Whether {@code failure} says that a wait ended together with {@code question}. */
  static boolean endsWith(Answer<?> question, Throwable failure) {
    return switch (failure) {
      case AwaitCancelledException _ -> question.isDone();
      case AwaitTimeoutException _ -> question.isGivenUp();
      default -> false;
    };
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

  /** At the beginning of a turn: forgets some of those that are no longer open. */
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

  /**
   * The behavior that kept them is gone: fails all that the agent keeps.
   *
   * @param cause what it failed with; null if the agent ends for another reason
   */
  static void failAll(AgentCell<?> cell, ColdState x, @Nullable Throwable cause) {
    Questions questions = x.questions;
    for (int i = 0; questions != null && i < questions.size; i++) {
      Answer<?> question = questions.kept[i];
      if (question != null && isOpen(cell, question)) {
        fail(
            question,
            cause != null
                ? cause
                : new AgentStoppedException(
                    cell.path() + " has ended and did not answer the question"));
      }
    }
  }

  /**
   * Hands on the questions that {@code message} carries the replies of, the one being handled or
   * kept ones: they no longer belong to this agent. Returns the first of them, or null if there is
   * none.
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

  /**
   * As {@link #handOn}, for a message that is put aside. If it carries none, the question being
   * handled goes with it. The pairs of the turn go with it, too.
   */
  static @Nullable Along setAside(AgentCell<?> cell, Frame frame, Object message) {
    Answer<?> held = handOn(cell, frame, message, null);
    if (held == null && frame.question instanceof Answer<?> question) {
      frame.question = null;
      held = question;
    }
    return Along.of(held, frame.pairs);
  }

  /**
   * {@code message} became a dead letter: fails the answer it asks for, and those whose replies it
   * carries. If there is no memory it tries until there is, because no other code would fail them.
   */
  public static void unanswered(
      AgentCell<?> recipient, Object message, @Nullable Along along, Reason reason) {
    Answer<?> answer = Along.answer(along);
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
