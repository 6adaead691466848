package reject.streams;

import java.util.ArrayList;
import java.util.List;

/** Threads of a parallel stream share a local. */
class ParallelLocal {
  void t(List<String> names) {
    List<String> out = new ArrayList<>();
    names.parallelStream().forEach(name -> out.add(name)); // expect: CAP102
  }
}
