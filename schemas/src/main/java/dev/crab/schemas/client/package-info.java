/** Safe settings of Kafka clients. Pure functions. */
@NullMarked
package dev.crab.schemas.client;

import org.jspecify.annotations.NullMarked;
