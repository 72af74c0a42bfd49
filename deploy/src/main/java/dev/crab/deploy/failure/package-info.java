/** The one exception family of this module. */
@NullMarked
package dev.crab.deploy.failure;

import org.jspecify.annotations.NullMarked;
