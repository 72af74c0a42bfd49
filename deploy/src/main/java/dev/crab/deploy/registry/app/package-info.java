/** The schema registry, wired: rules, file and HTTP. Threads: requests are let in one at a time. */
@NullMarked
package dev.crab.deploy.registry.app;

import org.jspecify.annotations.NullMarked;
