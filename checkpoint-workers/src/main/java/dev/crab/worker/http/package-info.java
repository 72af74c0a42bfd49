/** The worker's HTTP API; blocking work runs on virtual threads. */
@NullMarked
package dev.crab.worker.http;

import org.jspecify.annotations.NullMarked;
