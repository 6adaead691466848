package io.leanagentic.capability.sanitizer;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Rewrites classes while they are loaded: {@code -javaagent:lean-agentic-capability.jar}, for mode
 * {@code owner}. Also opens the collections of the JDK to the walk.
 */
public final class InstrumentationAgent implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final Set<Module> met = ConcurrentHashMap.newKeySet();

  private InstrumentationAgent(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Called by the JVM before {@code main}; does nothing in other modes. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (!CapabilitySanitizer.OWNER) {
      return;
    }
    Module self = InstrumentationAgent.class.getModule();
    Set<Module> us = Set.of(self);
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.util", us, "java.util.stream", us, "java.util.concurrent", us),
        Set.of(),
        Map.of());
    instrumentation.addTransformer(new InstrumentationAgent(instrumentation));
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    if (loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || name == null
        || !AccessInstrumentation.concerns(name)) {
      return null;
    }
    try {
      meet(module);
      return AccessInstrumentation.instrument(bytes, loader);
    } catch (RuntimeException | LinkageError e) {
      System.getLogger("io.leanagentic.capability")
          .log(System.Logger.Level.WARNING, "accesses in " + name + " are not seen", e);
      return null;
    }
  }

  /** A module whose classes are rewritten must see the calls, and be open to the walk. */
  private void meet(Module module) {
    Module self = InstrumentationAgent.class.getModule();
    if (!module.isNamed() || !self.isNamed() || !met.add(module)) {
      return;
    }
    Map<String, Set<Module>> opens =
        module.getPackages().stream().collect(Collectors.toMap(each -> each, each -> Set.of(self)));
    instrumentation.redefineModule(module, Set.of(self), Map.of(), opens, Set.of(), Map.of());
    String here = InstrumentationAgent.class.getPackageName();
    instrumentation.redefineModule(
        self, Set.of(), Map.of(here, Set.of(module)), Map.of(), Set.of(), Map.of());
  }
}
