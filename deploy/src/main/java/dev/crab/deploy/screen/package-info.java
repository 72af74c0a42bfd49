/** What people and programs see: tables, amounts, colour, JSON. No threads. */
@NullMarked
package dev.crab.deploy.screen;

import org.jspecify.annotations.NullMarked;
