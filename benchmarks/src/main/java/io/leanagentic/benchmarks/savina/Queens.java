package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A master hands boards to workers in turn; a worker sends back the boards with one more queen, or,
 * from a depth on, finishes alone and reports each solution. The result is how many solutions were
 * found.
 *
 * @param queens on a board of that many columns
 * @param alone from how many queens on a worker goes on alone
 * @param workers how many
 * @param limit the master ends at so many solutions, if there are
 */
public record Queens(int queens, int alone, int workers, int limit) implements Problem {
  @Val
  private static final int[] SOLUTIONS =
      Cap.freeze(new int[] {1, 0, 0, 2, 10, 4, 40, 92, 352, 724, 2680, 14_200});

  /** {@code board} with one more queen in {@code column}. */
  @Iso
  public static int[] with(int[] board, int column) {
    int[] more = Arrays.copyOf(board, board.length + 1);
    more[board.length] = column;
    return more;
  }

  /** Whether no queen of {@code board} threatens another. */
  public static boolean valid(int[] board) {
    for (int i = 0; i < board.length; i++) {
      for (int j = i + 1; j < board.length; j++) {
        if (board[i] == board[j] || Math.abs(board[i] - board[j]) == j - i) {
          return false;
        }
      }
    }
    return true;
  }

  /** Calls {@code found} for each solution that begins with {@code board}. */
  public void solve(int[] board, Runnable found) {
    if (board.length == queens) {
      found.run();
      return;
    }
    for (int column = 0; column < queens; column++) {
      int[] more = with(board, column);
      if (valid(more)) {
        solve(more, found);
      }
    }
  }

  @Override
  public String name() {
    return "n-queens";
  }

  @Override
  public String size() {
    return sized(queens, "queens, ") + sized(workers, "workers");
  }

  @Override
  public long expected() {
    return Math.min(limit, SOLUTIONS[queens - 1]);
  }

  @Override
  public OptionalLong inOneThread() {
    var solutions = new LongAdder();
    solve(new int[0], solutions::increment);
    return OptionalLong.of(Math.min(limit, solutions.sum()));
  }
}
