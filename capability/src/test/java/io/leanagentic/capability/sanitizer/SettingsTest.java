package io.leanagentic.capability.sanitizer;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System properties of the sanitizer; each value in a class loader, as a new JVM would read it. */
class SettingsTest {
  private static final List<String> HOSTILE =
      List.of(" ", "x", "TYPES", "types ", "-1", "\0", "ü€", "no/such/file", "a".repeat(10_000));

  @TempDir Path folder;

  private static void start(String property, String value) throws Throwable {
    URL here = CapabilitySanitizer.class.getProtectionDomain().getCodeSource().getLocation();
    System.setProperty(property, value);
    try (var loader = new URLClassLoader(new URL[] {here}, null)) {
      Class.forName(CapabilitySanitizer.class.getName(), true, loader)
          .getMethod("requireSettings")
          .invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      System.clearProperty(property);
    }
  }

  private static void refused(String property, String value) {
    var refused = assertThrows(Throwable.class, () -> start(property, value), value);
    assertInstanceOf(IllegalArgumentException.class, refused);
    String text = refused.getMessage();
    assertTrue(text.contains("system property " + property + " is '" + value + "'"), text);
    assertTrue(text.contains("; allowed: "), text);
  }

  @Test
  void whatIsNotAllowedIsRefusedInWords() {
    for (String value : HOSTILE) {
      refused("cap.check", value);
      refused("cap.unverified", value);
      refused("cap.tables", value);
    }
    refused("cap.check", "");
  }

  @Test
  void whatIsAllowedIsTaken() throws Throwable {
    Path table = Files.writeString(folder.resolve("own.txt"), "val-type a.B\n");
    start("cap.tables", table + File.pathSeparator + table);
    start("cap.tables", "");
    start("cap.unverified", "error");
    start("cap.unverified", "");
    start("cap.check", "owner");
  }

  @Test
  void aTableThatIsNoTextIsRefused() throws Exception {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28, 0, -1});
    refused("cap.tables", binary.toString());
    refused("cap.tables", folder.toString());
  }
}
