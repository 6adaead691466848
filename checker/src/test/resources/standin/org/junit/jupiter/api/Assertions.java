package org.junit.jupiter.api;

/** As JUnit's, for programs that assert. */
public class Assertions {
  public static void assertEquals(Object expected, Object actual) {}
  public static void assertSame(Object expected, Object actual) {}
}
