/** Confluent's REST interface of a schema registry, on Vert.x. */
@NullMarked
package dev.crab.deploy.registry.http;

import org.jspecify.annotations.NullMarked;
