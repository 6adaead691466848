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
 * Which files an annotation processor wrote during this compilation, below the folder of the option
 * {@code generated=}: they are left out, and counted.
 *
 * <p>Both are asked for, so that the option leaves out nothing that somebody wrote and handed to
 * the compiler, wherever it points.
 */
public final class GeneratedSources {
  private final @Nullable Path folder;
  private final Set<URI> made = new HashSet<>();
  private boolean processing;

  public GeneratedSources(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Notes that annotation processors run from now on, or what is parsed on their behalf. */
  public void started(TaskEvent event) {
    switch (event.getKind()) {
      case ANNOTATION_PROCESSING_ROUND -> processing = true; // what was given is parsed before
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
