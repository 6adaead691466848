package accept.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import support.K;

/** Collections of collections of strings are new through and through. */
class GroupedStrings {
  private final List<String> names = new ArrayList<>();

  void t() {
    K.send(names.stream().collect(Collectors.groupingBy(String::length)));
    K.send(names.toArray());
    K.send(names.toArray(String[]::new));
  }
}
