package accept.statics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables that are made once and cannot be written. */
class StaticBlock {
  enum Unit {
    METER,
    INCH;
    private static final Map<String, Unit> BY_NAME;

    static {
      Map<String, Unit> byName = new HashMap<>();
      for (Unit unit : values()) {
        byName.put(unit.name(), unit);
      }
      BY_NAME = Map.copyOf(byName);
    }

    static Unit of(String name) {
      return BY_NAME.get(name);
    }
  }

  private static final Map<String, Unit> UNITS =
      Arrays.stream(Unit.values()).collect(Collectors.toUnmodifiableMap(Unit::name, unit -> unit));

  boolean t(String name) {
    return UNITS.get(name) == Unit.of(name);
  }
}
