/** Ports on loopback: which are free, who holds the others, and which ones a data folder keeps. */
@NullMarked
package dev.crab.deploy.port;

import org.jspecify.annotations.NullMarked;
