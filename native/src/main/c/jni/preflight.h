#ifndef CRAB_PREFLIGHT_H
#define CRAB_PREFLIGHT_H

#include "engine.h"

/* Tries everything the probe needs, down to an event that must arrive; leaves nothing behind. */
void preflight(const struct engine_options *options, struct report *report);

#endif
