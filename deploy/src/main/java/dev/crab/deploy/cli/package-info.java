/**
 * The command line. Each command is one class; what takes long to load (Kafka, Vert.x, logging) is
 * reached only by {@code up --foreground}.
 */
@NullMarked
package dev.crab.deploy.cli;

import org.jspecify.annotations.NullMarked;
