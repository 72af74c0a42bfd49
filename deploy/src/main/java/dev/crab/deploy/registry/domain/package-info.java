/**
 * The rules of the schema registry, pure: a rule reads the state and answers with events; one apply
 * changes the state, live and at recovery. No threads here; the caller lets one in at a time.
 */
@NullMarked
package dev.crab.deploy.registry.domain;

import org.jspecify.annotations.NullMarked;
