/**
 * The whole product on this kernel: real eBPF, broker, topology, CRIU and sandboxes. One thread.
 */
package dev.crab.deploy.e2e;
