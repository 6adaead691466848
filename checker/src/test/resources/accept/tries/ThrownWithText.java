package accept.tries;

import java.util.ArrayList;
import java.util.List;
import support.K;

/** An exception that carries text holds nothing. */
class ThrownWithText {
  void t(String text) {
    List<String> words = new ArrayList<>();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no text for " + words);
    }
    words.add(text);
    K.send(words);
  }
}
