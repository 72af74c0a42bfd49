package dev.crab.classifier.domain;

/** Names an inode while it lives. */
record InodeKey(long device, long inode) {}
