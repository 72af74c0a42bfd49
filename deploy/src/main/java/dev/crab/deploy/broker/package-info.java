/**
 * Kafka in this process: one KRaft node, durable logs, loopback only. Start and stop from one
 * thread.
 */
@NullMarked
package dev.crab.deploy.broker;

import org.jspecify.annotations.NullMarked;
