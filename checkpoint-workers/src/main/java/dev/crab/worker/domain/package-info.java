/** Decisions about jobs, quotas, captures and what fits together. Pure; no I/O, no clock. */
@NullMarked
package dev.crab.worker.domain;

import org.jspecify.annotations.NullMarked;
