/** The probe of this host, over HTTP. Safe for any thread. */
@NullMarked
package dev.crab.worker.probe;

import org.jspecify.annotations.NullMarked;
