// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Tile { final int x, y; final int[] pixels; Tile(int x, int y, int[] pixels) { this.x = x; this.y = y; this.pixels = pixels; } }
final class Image {
  final int w, h; private final int[] data;
  Image(int w, int h) { this.w = w; this.h = h; data = new int[w * h]; }
  Tile cut(int x, int y, int size) {
    int[] part = new int[size * size];
    for (int row = 0; row < size; row++) System.arraycopy(data, (y + row) * w + x, part, row * size, size);
    return new Tile(x, y, part);
  }
  void paste(Tile t, int size) { for (int row = 0; row < size; row++) System.arraycopy(t.pixels, row * size, data, (t.y + row) * w + t.x, size); }
}
final class Painter implements Behavior<Tile> {
  private final Image image = new Image(64, 64); private final AgentRef<Tile> filter; private int open;
  Painter(AgentRef<Tile> filter) { this.filter = filter; }
  @Override public void onStart(AgentContext<Tile> context) { for (int y = 0; y < 64; y += 16) for (int x = 0; x < 64; x += 16) { filter.signal(image.cut(x, y, 16)); open++; } }
  @Override public void receive(AgentContext<Tile> context, Tile tile) { image.paste(tile, 16); if (--open == 0) context.stop(); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Tile> filter = rt.spawn("filter", (c, t) -> { for (int i = 0; i < t.pixels.length; i++) t.pixels[i] = 255 - t.pixels[i]; });
  rt.spawn(() -> new Painter(filter)); } } }
