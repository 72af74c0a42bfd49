package dev.crab.deploy.doctor;

import java.util.List;

/** Looks at one thing; never throws, never leaves anything behind. */
@FunctionalInterface
interface Check {
  List<Row> rows();
}
