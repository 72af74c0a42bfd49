/**
 * What the probe keeps of each sandbox: numbering, turns, names, losses. Pure; every object belongs
 * to the drain thread.
 */
@NullMarked
package dev.crab.probe.domain;

import org.jspecify.annotations.NullMarked;
