/**
 * The wire and disk contract of Crab. Admission test for anything here: is it on the wire or on
 * disk?
 */
@NullMarked
package dev.crab.schemas;

import org.jspecify.annotations.NullMarked;
