/** Copies, scans and digests of file trees. Stateless. */
@NullMarked
package dev.crab.worker.snapshot;

import org.jspecify.annotations.NullMarked;
