/** The HTTP API on loopback. Handlers run on Vert.x's event loop and post to the drain thread. */
@NullMarked
package dev.crab.probe.http;

import org.jspecify.annotations.NullMarked;
