#include "report.h"

#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static __thread char heard[2048];
static __thread size_t heard_used;

static int hear(enum libbpf_print_level level, const char *format, va_list args)
{
	int n;

	if (level == LIBBPF_DEBUG || heard_used >= sizeof(heard) - 1)
		return 0;
	n = vsnprintf(heard + heard_used, sizeof(heard) - heard_used, format, args);
	if (n > 0)
		heard_used += (size_t)n < sizeof(heard) - heard_used ? (size_t)n : sizeof(heard) - heard_used - 1;
	return 0;
}

void report_listen(void)
{
	heard_used = 0;
	heard[0] = 0;
	libbpf_set_print(hear);
}

const char *report_heard(void)
{
	for (char *c = heard; *c; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	return heard;
}

void report_step(struct report *report, const char *step, int error, const char *detail)
{
	size_t room = report->size - report->used;
	int n = snprintf(report->text + report->used, room, "%s\t%d\t%.600s\n", step, error, detail ? detail : "");

	if (n > 0)
		report->used += (size_t)n < room ? (size_t)n : room - 1;
}
