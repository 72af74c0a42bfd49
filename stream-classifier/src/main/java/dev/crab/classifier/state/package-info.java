/**
 * The fold's state as small versioned entries, so that an observation writes only what it changed.
 * Codecs are pure functions; a {@link dev.crab.classifier.state.SandboxStates} belongs to one
 * thread.
 */
@NullMarked
package dev.crab.classifier.state;

import org.jspecify.annotations.NullMarked;
