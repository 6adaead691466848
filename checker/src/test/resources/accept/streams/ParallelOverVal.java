package accept.streams;

import java.util.List;

/** A parallel stream over immutable elements, with functions that share nothing. */
class ParallelOverVal {
  int t(List<String> names, String suffix) {
    return names.parallelStream().map(name -> name + suffix).mapToInt(String::length).sum();
  }
}
