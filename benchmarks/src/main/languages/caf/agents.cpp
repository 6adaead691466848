// The questions of ./bench --languages, asked of event-based actors of CAF, the C++ Actor Framework.
//
//   agents QUESTION WARM-UP-MILLISECONDS ROUNDS

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "caf/all.hpp"

using namespace caf;

namespace {

constexpr int children = 20'000;
constexpr int items = 200'000;
constexpr int strokes = 100'000;
constexpr int size = 1000;
constexpr int laps = 100;
constexpr int producers = 1000;
constexpr int each = 100;
constexpr int crowd = 200'000;
constexpr int portion = 1000; // how many messages a producer sends before it lets others run

using begin_atom = atom_constant<atom("begin")>;
using greet_atom = atom_constant<atom("greet")>;
using hello_atom = atom_constant<atom("hello")>;
using item_atom = atom_constant<atom("item")>;
using done_atom = atom_constant<atom("done")>;
using more_atom = atom_constant<atom("more")>;
using ping_atom = atom_constant<atom("ping")>;
using pong_atom = atom_constant<atom("pong")>;

using steady = std::chrono::steady_clock;

// Lets a program warm up, then measures some rounds and prints each.
struct stopwatch {
  std::string question;
  steady::time_point warm;
  int rounds;
  steady::time_point begin = warm;

  bool more() const {
    return rounds > 0;
  }

  void start() {
    begin = steady::now();
  }

  void stop(int counted, int expected) {
    std::chrono::duration<double, std::nano> took = steady::now() - begin;
    if (counted != expected)
      throw std::runtime_error("counted " + std::to_string(counted)
                               + "; expected: " + std::to_string(expected));
    if (begin > warm) {
      std::printf("%s %.2f ns\n", question.c_str(), took.count() / expected);
      --rounds;
    }
  }
};

// Starts a round and waits for its result.
int run(scoped_actor& self, const actor& starter, int amount) {
  self->send(starter, begin_atom::value, amount);
  int counted = 0;
  self->receive([&](done_atom, int result) { counted = result; });
  return counted;
}

void rounds(stopwatch& watch, scoped_actor& self, const actor& starter, int amount, int expected) {
  while (watch.more()) {
    watch.start();
    int counted = run(self, starter, amount);
    watch.stop(counted, expected);
  }
}

struct open_count {
  std::atomic<int> children;
  actor main;
};

behavior child(event_based_actor* self, open_count* open) {
  return {
    [=](hello_atom) {
      if (--open->children == 0)
        self->send(open->main, done_atom::value, 0);
    },
  };
}

// Spawns children into `all`, where nothing but the reference keeps them alive.
behavior parent(event_based_actor* self, open_count* open, std::vector<actor>* all) {
  return {
    [=](begin_atom, int count) {
      all->reserve(count);
      for (int i = 0; i < count; ++i)
        all->push_back(self->spawn(child, open));
      self->send(open->main, done_atom::value, count);
    },
    [=](greet_atom, int count) {
      open->children = count;
      all->reserve(count);
      for (int i = 0; i < count; ++i) {
        all->push_back(self->spawn(child, open));
        self->send(all->back(), hello_atom::value);
      }
    },
  };
}

void spawning(stopwatch& watch, actor_system& system, scoped_actor& self, bool with_message) {
  open_count open{{0}, self};
  std::vector<actor> all;
  auto starter = system.spawn(parent, &open, &all);
  auto before = system.registry().running();
  while (watch.more()) {
    watch.start();
    if (with_message)
      self->send(starter, greet_atom::value, children);
    else
      self->send(starter, begin_atom::value, children);
    self->receive([](done_atom, int) {});
    watch.stop(static_cast<int>(all.size()), children);
    all.clear();
    while (system.registry().running() > before)
      std::this_thread::yield();
  }
  anon_send_exit(starter, exit_reason::user_shutdown);
}

// Counts what comes from some producers until each has said that it is done.
struct counts {
  int items = 0;
  int done = 0;
};

behavior counter(stateful_actor<counts>* self, int producers, actor main) {
  return {
    [=](item_atom) { ++self->state.items; },
    [=](done_atom) {
      if (++self->state.done == producers) {
        self->send(main, done_atom::value, self->state.items);
        self->state = counts{};
      }
    },
  };
}

behavior producer(event_based_actor* self, actor counter) {
  auto produce = [=](int left) {
    int now = std::min(left, portion);
    for (int i = 0; i < now; ++i)
      self->send(counter, item_atom::value);
    if (left > now)
      self->send(self, more_atom::value, left - now);
    else
      self->send(counter, done_atom::value);
  };
  return {
    [=](begin_atom, int amount) { produce(amount); },
    [=](more_atom, int left) { produce(left); },
  };
}

void one_to_one(stopwatch& watch, actor_system& system, scoped_actor& self) {
  auto starter = system.spawn(producer, system.spawn(counter, 1, actor{self}));
  rounds(watch, self, starter, items, items);
}

behavior starter_of(event_based_actor* self, std::vector<actor> all) {
  return {
    [=](begin_atom, int amount) {
      for (auto& one : all)
        self->send(one, begin_atom::value, amount);
    },
  };
}

void fan_in(stopwatch& watch, actor_system& system, scoped_actor& self) {
  auto sink = system.spawn(counter, producers, actor{self});
  std::vector<actor> all;
  for (int i = 0; i < producers; ++i)
    all.push_back(system.spawn(producer, sink));
  auto starter = system.spawn(starter_of, all);
  rounds(watch, self, starter, each, producers * each);
}

behavior ponger(event_based_actor*) {
  return {
    [](ping_atom) { return pong_atom::value; },
  };
}

struct score {
  int to_play = 0;
  int came = 0;
};

behavior pinger(stateful_actor<score>* self, actor ponger, actor main) {
  return {
    [=](begin_atom, int amount) {
      self->state = score{amount, 0};
      self->send(ponger, ping_atom::value);
    },
    [=](pong_atom) {
      if (++self->state.came == self->state.to_play)
        self->send(main, done_atom::value, self->state.came);
      else
        self->send(ponger, ping_atom::value);
    },
  };
}

void ping_pong(stopwatch& watch, actor_system& system, scoped_actor& self) {
  auto starter = system.spawn(pinger, system.spawn(ponger), actor{self});
  rounds(watch, self, starter, strokes, strokes);
}

behavior link(event_based_actor* self, actor next) {
  return {
    [=](int token) { self->send(next, token + 1); },
  };
}

behavior head(stateful_actor<actor>* self, actor main, int hops) {
  return {
    [=](begin_atom, int) { self->send(self->state, 1); },
    [=](actor first) { self->state = first; },
    [=](int token) {
      if (token == hops)
        self->send(main, done_atom::value, token);
      else
        self->send(self->state, token + 1);
    },
  };
}

void ring(stopwatch& watch, actor_system& system, scoped_actor& self) {
  auto first = system.spawn(head, actor{self}, laps * size);
  auto next = first;
  for (int i = 1; i < size; ++i)
    next = system.spawn(link, next);
  self->send(first, next);
  rounds(watch, self, first, laps, laps * size);
}

// The bytes of memory this process has.
long resident() {
  std::ifstream status{"/proc/self/status"};
  std::string word;
  while (status >> word)
    if (word == "VmRSS:") {
      long kilobytes;
      status >> kilobytes;
      return kilobytes * 1024;
    }
  throw std::runtime_error("no VmRSS in /proc/self/status");
}

// Prints the memory that a second crowd takes, when the first has warmed everything up.
void idle(actor_system& system, scoped_actor& self) {
  open_count open{{0}, self};
  std::vector<actor> all[2];
  long before = 0;
  for (auto& some : all) {
    before = resident();
    auto starter = system.spawn(parent, &open, &some);
    self->send(starter, greet_atom::value, crowd);
    self->receive([](done_atom, int) {});
  }
  std::printf("idle %.1f bytes\n", static_cast<double>(resident() - before) / crowd);
}

void answer(stopwatch& watch, actor_system& system, scoped_actor& self) {
  if (watch.question == "spawn")
    spawning(watch, system, self, false);
  else if (watch.question == "first")
    spawning(watch, system, self, true);
  else if (watch.question == "signal")
    one_to_one(watch, system, self);
  else if (watch.question == "ping-pong")
    ping_pong(watch, system, self);
  else if (watch.question == "ring")
    ring(watch, system, self);
  else if (watch.question == "fan-in")
    fan_in(watch, system, self);
  else if (watch.question == "idle")
    idle(system, self);
  else
    throw std::runtime_error("no question " + watch.question);
}

} // namespace

int main(int, char** arguments) {
  actor_system_config config;
  // As many threads as processors; CAF's own default is at least four.
  config.set("scheduler.max-threads", std::thread::hardware_concurrency());
  actor_system system{config};
  scoped_actor self{system};
  auto warm_up = std::chrono::milliseconds{std::atoi(arguments[2])};
  stopwatch watch{arguments[1], steady::now() + warm_up, std::atoi(arguments[3])};
  answer(watch, system, self);
  std::fflush(stdout);
  std::_Exit(0); // without waiting for the end of all actors
}
