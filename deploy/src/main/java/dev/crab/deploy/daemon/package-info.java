/** An instance as a process of its own: started, awaited, ended, and what it left swept up. */
@NullMarked
package dev.crab.deploy.daemon;

import org.jspecify.annotations.NullMarked;
