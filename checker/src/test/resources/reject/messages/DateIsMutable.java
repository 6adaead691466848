package reject.messages;

import io.leanagentic.capability.Message;

/** An old JDK class that can be written. */
class DateIsMutable {
  record Due(java.util.Date date) implements Message {} // expect: CAP201
}
