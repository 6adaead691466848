package io.leanagentic.orchestration.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The errors that the library logs while it is open. */
final class Severe implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.leanagentic");
  private final List<String> records = new CopyOnWriteArrayList<>();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            records.add(record.getMessage() + ": " + record.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  Severe() {
    logger.addHandler(handler);
  }

  List<String> records() {
    return records;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
  }
}
