/** The registry's file: one event a line, durable before anybody is told. One writer at a time. */
@NullMarked
package dev.crab.deploy.registry.log;

import org.jspecify.annotations.NullMarked;
