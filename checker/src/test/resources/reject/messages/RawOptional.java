package reject.messages;

import io.leanagentic.capability.Message;
import java.util.Optional;

/** A raw type says nothing. */
class RawOptional {
  @SuppressWarnings("rawtypes")
  record Maybe(Optional value) implements Message {} // expect: CAP201
}
