/**
 * The all-in-one: every part of Crab in one process, started in order, stopped in reverse. Start
 * and stop from one thread.
 */
@NullMarked
package dev.crab.deploy.instance;

import org.jspecify.annotations.NullMarked;
