#ifndef CRAB_RULES_H
#define CRAB_RULES_H

#include "crab_abi.h"

void crab_rules(struct crab_rule rules[CRAB_SYSCALLS]);
int crab_newest_syscall(void);

#endif
