package dev.crab.classifier.state;

import dev.crab.classifier.domain.Standing;
import dev.crab.classifier.domain.Tally;

/**
 * The small part of a sandbox's state.
 *
 * @param tracks number of file tracks that belong to the turn being folded
 * @param overflowed more were needed
 */
record Header(Standing standing, Tally tally, int tracks, boolean overflowed) {}
