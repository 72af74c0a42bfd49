package dev.crab.worker.sandbox;

/**
 * A process as /proc shows it.
 *
 * @param parent host pid of the parent
 * @param session host pid of the session's leader
 * @param innerPid its number in its innermost pid namespace
 * @param depth how many pid namespaces it is in; 1: the reader's own only
 */
public record LiveProcess(
    ProcessKey key,
    long parent,
    long session,
    int innerPid,
    int depth,
    int threads,
    boolean zombie,
    String comm) {}
