package io.leanagentic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The list of what is to be initialized before an emergency. */
final class ReadyTest {

  @Test
  void noClassIsInitializedForTheFirstTimeInAnEmergency() throws Exception {
    var root = Path.of(Ready.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var found = new TreeSet<String>();
    try (var files = Files.walk(root.resolve("io/leanagentic"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class") && initializesSomething(file)) {
          String name = root.resolve("io/leanagentic").relativize(file).toString();
          found.add(name.replace(".class", "").replace('/', '.').replace('\\', '.'));
        }
      }
    }
    found.remove("internal.Ready");
    assertEquals(found, new TreeSet<>(Ready.CLASSES));
  }

  private static boolean initializesSomething(Path file) throws IOException {
    ClassModel model = ClassFile.of().parse(file);
    return model.methods().stream()
        .anyMatch(method -> method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME));
  }
}
