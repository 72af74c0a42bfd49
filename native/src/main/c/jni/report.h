/* What happened step by step, as text for the caller: one line "step<TAB>errno<TAB>detail" each. */
#ifndef CRAB_REPORT_H
#define CRAB_REPORT_H

#include <stddef.h>

struct report {
	char *text;
	size_t size;
	size_t used;
};

void report_step(struct report *report, const char *step, int error, const char *detail);

/* The kernel's and libbpf's last words, gathered since the last call. */
void report_listen(void);
const char *report_heard(void);

#endif
