/** What tests of this and later modules start: brokers, instances, fakes of the environment. */
@NullMarked
package dev.crab.deploy.testing;

import org.jspecify.annotations.NullMarked;
