package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A global queue for so many workers that it consists of several injectors. */
final class GlobalQueueTest {
  private static final int WORKERS = 64;
  private static final int TASKS = 1_000;

  private final GlobalQueue global = new GlobalQueue(new Machine.Real(), WORKERS);

  private static TestTask task(int priority) {
    return TestTask.of(priority, self -> {});
  }

  private List<Task> fill() {
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < TASKS; i++) {
      Task task = task(Task.NORMAL);
      tasks.add(task);
      global.add(task);
    }
    assertEquals(TASKS, global.size());
    return tasks;
  }

  @Test
  void aTaskIsFoundWhereverItIs() {
    List<Task> left = fill();
    var ring = new RunQueue(256);
    var taken = Collections.newSetFromMap(new IdentityHashMap<Task, Boolean>());
    while (!global.isEmpty()) {
      for (Task task = global.takeBatch(ring, 3, WORKERS, 128); task != null; task = ring.take()) {
        assertTrue(taken.add(task), "taken once");
      }
    }
    assertEquals(left.size(), taken.size());
    assertNull(global.takeBatch(ring, 3, WORKERS, 128));
  }

  @Test
  void eachInjectorGetsItsTurn() {
    fill();
    for (int i = 0; i < 8; i++) {
      int before = global.injector(i).size();
      assertTrue(before > 0, "all have some");
      assertNotNull(global.takeInTurn(i));
      assertEquals(before - 1, global.injector(i).size());
    }
    for (int left = TASKS - 8; left > 0; left--) {
      assertNotNull(global.takeInTurn(0), "one of another, if this has none");
    }
    assertTrue(global.isEmpty());
  }

  @Test
  void urgentTasksKeepTheirOrder() {
    fill();
    Task first = task(Task.HIGH);
    Task second = task(Task.HIGH);
    Task critical = task(Task.CRITICAL);
    assertFalse(global.hasUrgent());
    global.add(first);
    global.add(second);
    global.add(critical);
    assertTrue(global.hasUrgent());
    for (Task expected : List.of(critical, first, second)) {
      assertSame(expected, global.takeUrgent());
    }
    assertFalse(global.hasUrgent());
    assertNull(global.takeUrgent());
    assertEquals(TASKS, global.size());
  }
}
