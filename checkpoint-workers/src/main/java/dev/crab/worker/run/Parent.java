package dev.crab.worker.run;

import dev.crab.schemas.avro.Manifest;

/** The checkpoint to build on: its manifest, and how this incarnation looked at it. */
record Parent(Manifest manifest, Baseline baseline) {}
