package io.leanagentic.checker.internal.compile;

import com.sun.source.util.TaskEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.tools.FileObject;
import org.jspecify.annotations.Nullable;

/**
 * The files that an annotation processor wrote during this compilation, below the folder of the
 * option {@code generated=}. They are left out, and counted.
 *
 * <p>Both conditions must hold, so that the option, wherever it points, leaves out nothing that
 * somebody wrote and handed to the compiler.
 */
public final class GeneratedSources {
  private final @Nullable Path folder;
  private final Set<URI> made = new HashSet<>();
  private boolean processing;

  public GeneratedSources(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Notes that annotation processors begin to run, and each file that is parsed for them. */
  public void started(TaskEvent event) {
    switch (event.getKind()) {
      case ANNOTATION_PROCESSING_ROUND ->
          processing = true; // what javac was given is parsed by now
      case PARSE -> {
        if (processing && isBelowFolder(event.getSourceFile())) {
          made.add(event.getSourceFile().toUri());
        }
      }
      default -> {}
    }
  }

  /** Notes that annotation processors have run. */
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANNOTATION_PROCESSING) {
      processing = false;
    }
  }

  /** Tells whether the file is left out. */
  public boolean has(@Nullable FileObject file) {
    return file != null && !made.isEmpty() && made.contains(file.toUri());
  }

  /** How many files were found. */
  public int count() {
    return made.size();
  }

  private boolean isBelowFolder(@Nullable FileObject file) {
    if (folder == null || file == null || !"file".equals(file.toUri().getScheme())) {
      return false;
    }
    try {
      return Path.of(file.toUri()).toRealPath().startsWith(folder.toRealPath());
    } catch (IOException absent) {
      return false; // no such folder: nothing is left out
    }
  }
}
