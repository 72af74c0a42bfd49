/** The one list of topics, and their creation. Immutable; safe for any thread. */
@NullMarked
package dev.crab.schemas.topic;

import org.jspecify.annotations.NullMarked;
