/** The offline shell: the live fold over any iterable of observations. One thread. */
@NullMarked
package dev.crab.classifier.replay;

import org.jspecify.annotations.NullMarked;
