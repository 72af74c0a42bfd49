/**
 * Turns what probes see into one decision a turn. Packages: domain (pure fold, reducer and policy),
 * state (how the fold's state is kept), kafka (topology), replay (the same fold over a file), app.
 */
@NullMarked
package dev.crab.classifier;

import org.jspecify.annotations.NullMarked;
