// reject: what is in an optional is sent, while somebody else still has it
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Main {
  static final class Pos {
    int x;

    static Pos copy(Pos from) {
      var copy = new Pos();
      copy.x = from.x;
      return copy;
    }
  }

  private final List<Pos> all = new ArrayList<>();

  Optional<Pos> live() {
    return all.stream().findFirst();
  }

  Optional<Pos> copied() {
    return all.stream().findFirst().map(Pos::copy);
  }

  void send(AgentRef<Pos> out, Optional<Pos> lent, boolean again) {
    live().ifPresent(out::signal); // expect: CAP401
    lent.ifPresent(out::signal); // expect: CAP401
    lent.ifPresent(pos -> out.signal(pos)); // expect: CAP104
    Optional<Pos> twice = copied();
    twice.ifPresent(out::signal);
    twice.ifPresent(out::signal); // expect: CAP101
    Optional<Pos> kept = copied();
    Pos same = kept.orElseThrow();
    kept.ifPresent(out::signal);
    same.x++; // expect: CAP101
    Optional<Pos> looped = copied();
    while (again) {
      looped.ifPresent(out::signal); // expect: CAP101
    }
    Optional<Pos> stored = copied();
    stored.ifPresent(all::add);
    stored.ifPresent(out::signal); // expect: CAP401
    Optional<Pos> inside = copied();
    inside.ifPresent(pos -> {
      out.signal(pos);
      pos.x++; // expect: CAP101
    });
    List<Pos> local = new ArrayList<>();
    local.add(new Pos());
    local.stream().findFirst().ifPresent(out::signal);
    local.getFirst().x++; // expect: CAP101
    Optional<Pos> captured = copied();
    captured.ifPresent(pos -> out.signal(captured.get())); // expect: CAP104
    local = new ArrayList<>(all);
    local.forEach(out::signal); // expect: CAP401
  }

  static void main() {}
}
