/** Avro records in Confluent wire format. Serializers and deserializers belong to one thread. */
@NullMarked
package dev.crab.schemas.serde;

import org.jspecify.annotations.NullMarked;
