/**
 * The REST API the command line talks to. Everything here runs on one event loop; reads are
 * answered from snapshots, writes go to the coordinator thread, the worker or the probe.
 */
@NullMarked
package dev.crab.coordinator.http;

import org.jspecify.annotations.NullMarked;
