/** The facts of this machine that matter, each found by looking or trying, with its remedy. */
@NullMarked
package dev.crab.deploy.doctor;

import org.jspecify.annotations.NullMarked;
