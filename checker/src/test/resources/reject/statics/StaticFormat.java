package reject.statics;

import io.leanagentic.capability.Sending;
import java.text.SimpleDateFormat;
import java.util.Date;

/** The advice names what is immutable. */
class StaticFormat {
  static final SimpleDateFormat FORMAT = new SimpleDateFormat();
  static void send(@Sending Object message) {}
  String t(Date date) {
    return FORMAT.format(date); // expect: CAP301
  }
}
