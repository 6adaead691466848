package io.leanagentic.extension;

import java.time.Duration;

/**
 * What was seen of one listener of events. Its counts are since it subscribed.
 *
 * @param type its class
 * @param calls events it was called with
 * @param returned how many of these calls are over
 * @param time how long those took together
 */
public record ListenerView(Class<?> type, long calls, long returned, Duration time) {}
