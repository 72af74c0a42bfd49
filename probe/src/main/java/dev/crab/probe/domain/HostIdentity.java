package dev.crab.probe.domain;

import dev.crab.schemas.id.HostId;

/** The host of this probe, in this boot. */
public record HostIdentity(HostId host, String bootId) {}
