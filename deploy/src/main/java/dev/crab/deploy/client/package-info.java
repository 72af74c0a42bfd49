/** Talks to a running instance: finds it through its data folder, calls its REST API. */
@NullMarked
package dev.crab.deploy.client;

import org.jspecify.annotations.NullMarked;
