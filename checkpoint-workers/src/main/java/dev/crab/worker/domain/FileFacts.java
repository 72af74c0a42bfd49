package dev.crab.worker.domain;

/** A file as found at one moment. */
public record FileFacts(long inode, long size, long changeTimeNanos) {}
