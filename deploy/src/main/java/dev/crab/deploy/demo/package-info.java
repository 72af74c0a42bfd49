/**
 * The scripted agent session of `crab demo`: real tool calls, a kill, a restore, and the proof that
 * nothing was lost. One thread.
 */
@NullMarked
package dev.crab.deploy.demo;

import org.jspecify.annotations.NullMarked;
