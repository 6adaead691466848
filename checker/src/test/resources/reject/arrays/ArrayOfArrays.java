package reject.arrays;

import support.K;

/** An inner array belongs to the outer one. */
class ArrayOfArrays {
  void t() {
    int[][] grid = new int[3][3];
    int[] row = grid[0];
    K.send(grid);
    row[0] = 1; // expect: CAP101
  }
}
