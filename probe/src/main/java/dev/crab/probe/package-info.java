/** The effect inspector of one host. */
@NullMarked
package dev.crab.probe;

import org.jspecify.annotations.NullMarked;
