package io.leanagentic.observe;

import io.leanagentic.extension.AgentView.Activity;
import java.util.List;

/**
 * One agent of a {@link Snapshot}.
 *
 * @param path its path
 * @param type the class that handles its messages, without its package
 * @param activity what it does
 * @param depth messages that wait for it
 * @param capacity how many may
 * @param peak most messages that were seen waiting
 * @param handled messages it has handled
 * @param perSecond messages it handles per second, lately
 * @param meanNanos how long a message takes, in ns
 * @param busy share of the time that it is at work, from 0 to 1
 * @param cpu share of its work that was spent on a processor, from 0 to 1
 * @param stashed messages it has put aside
 * @param unsent signals of it that wait for room elsewhere
 * @param timers timers it has
 * @param restarts how often it was restarted
 * @param waitsFor the paths of those that can end its wait
 * @param waitsWhat what it waits for, in words; empty if it does not wait
 */
public record AgentRow(
    String path,
    String type,
    Activity activity,
    int depth,
    int capacity,
    int peak,
    long handled,
    double perSecond,
    double meanNanos,
    double busy,
    double cpu,
    int stashed,
    int unsent,
    int timers,
    int restarts,
    List<String> waitsFor,
    String waitsWhat) {}
