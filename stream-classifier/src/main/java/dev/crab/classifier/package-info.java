/** Turns of observations, classified. */
@NullMarked
package dev.crab.classifier;

import org.jspecify.annotations.NullMarked;
