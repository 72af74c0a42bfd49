/** Ids as value records: immutable, validated at construction, safe for any thread. */
@NullMarked
package dev.crab.schemas.id;

import org.jspecify.annotations.NullMarked;
