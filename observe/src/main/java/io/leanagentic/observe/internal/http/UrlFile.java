package io.leanagentic.observe.internal.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where a console is, in a file of the user's home that nobody else may read: so the user's
 * terminals find it. It is there as long as the console.
 */
public final class UrlFile implements AutoCloseable {
  /** Below the home of the user. */
  public static final String FOLDER = ".lean-agentic";

  private final Optional<Path> file;

  private UrlFile(Optional<Path> file) {
    this.file = file;
  }

  /** The folder of the user's consoles. */
  public static Path folder() {
    return Path.of(System.getProperty("user.home"), FOLDER);
  }

  /**
   * Notes {@code url} of this process; where that cannot be written, terminals will not find it.
   */
  public static UrlFile write(Path folder, URI url) {
    Path file = folder.resolve(ProcessHandle.current().pid() + "-" + url.getPort());
    try {
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(folder, only("rwx------", posix));
      Files.deleteIfExists(file); // of a process that had the same number and was killed
      Files.createFile(file, only("rw-------", posix));
      Files.writeString(file, url.toString());
      return new UrlFile(Optional.of(file));
    } catch (IOException | SecurityException e) {
      return new UrlFile(Optional.empty());
    }
  }

  private static FileAttribute<?>[] only(String permissions, boolean posix) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0]; // the home of a user is private there
  }

  @Override
  public void close() {
    file.ifPresent(written -> {
      try {
        Files.deleteIfExists(written);
      } catch (IOException e) {
        // Whoever finds it sees that the process has ended.
      }
    });
  }
}
