package io.leanagentic.observe;

/**
 * A node of the supervision tree in a {@link Snapshot}: one agent, or all agents of one class below
 * the same node.
 *
 * @param id its place in the list
 * @param parent the id of the node that its parents are in; -1 of root agents
 * @param name the path of the agent, if the node is one; else empty
 * @param type the class that handles their messages, without its package
 * @param agents how many they are
 * @param depth messages that wait for them
 * @param fullest the fullest of their mailboxes, from 0 to 1
 * @param perSecond messages they handle per second, lately
 * @param busy how many of them are at work on average
 * @param parked how many wait for room elsewhere
 * @param awaiting how many handle nothing until an answer is here
 */
public record TreeRow(
    int id,
    int parent,
    String name,
    String type,
    int agents,
    long depth,
    double fullest,
    double perSecond,
    double busy,
    int parked,
    int awaiting) {}
