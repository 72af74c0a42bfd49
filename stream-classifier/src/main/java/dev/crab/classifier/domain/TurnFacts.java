package dev.crab.classifier.domain;

/** All a policy decides on. */
record TurnFacts(Tally tally, FileFacts files, ProcessFacts processes, boolean overflowed) {}
