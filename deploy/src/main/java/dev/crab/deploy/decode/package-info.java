/** Records in the Confluent wire format, as JSON for people and scripts. One thread. */
@NullMarked
package dev.crab.deploy.decode;

import org.jspecify.annotations.NullMarked;
