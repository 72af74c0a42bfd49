/** Everything wired together in one process. */
@NullMarked
package dev.crab.deploy;

import org.jspecify.annotations.NullMarked;
