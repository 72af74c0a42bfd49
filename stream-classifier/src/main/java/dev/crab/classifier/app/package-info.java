/** Wires the classifier. Safe for any thread. */
@NullMarked
package dev.crab.classifier.app;

import org.jspecify.annotations.NullMarked;
