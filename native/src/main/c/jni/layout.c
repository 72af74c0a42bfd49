/* Prints the layout of the shared structures as properties; a test compares it with what Java reads. Runs at build time. */
#include <stddef.h>
#include <stdio.h>

#include "crab_abi.h"

#define FIELD(type, name) printf(#type "." #name "=%zu\n", offsetof(struct crab_##type, name))
#define SIZE(type) printf(#type ".size=%zu\n", sizeof(struct crab_##type))
#define VALUE(name) printf(#name "=%d\n", (int)(name))

int main(void)
{
	SIZE(event);
	FIELD(event, length);
	FIELD(event, slot);
	FIELD(event, generation);
	FIELD(event, time_nanos);
	FIELD(event, pid);
	FIELD(event, tid);
	FIELD(event, syscall);
	FIELD(event, operation);
	FIELD(event, file_kind);
	FIELD(event, path_trust);
	FIELD(event, target_trust);
	FIELD(event, device);
	FIELD(event, inode);
	FIELD(event, result);
	FIELD(event, flags);
	FIELD(event, segment);
	FIELD(event, comm);
	SIZE(slot);
	FIELD(slot, generation);
	FIELD(slot, completed);
	FIELD(slot, effects);
	FIELD(slot, events);
	FIELD(slot, lost);
	FIELD(slot, bytes);
	FIELD(slot, pid_namespace);
	FIELD(slot, unreadable);
	FIELD(slot, operations);
	SIZE(task);
	FIELD(task, pid);
	FIELD(task, tgid);
	FIELD(task, sandbox_tgid);
	FIELD(task, awake);
	FIELD(task, start_nanos);
	FIELD(task, runtime_nanos);
	FIELD(task, switches);
	FIELD(task, comm);
	SIZE(errors);
	VALUE(CRAB_SLOTS);
	VALUE(CRAB_CANARY_SLOT);
	VALUE(CRAB_ERRNOS);
	VALUE(SITE_COUNT);
	VALUE(OP_COUNT);
	VALUE(OP_IPC);
	VALUE(KIND_OTHER);
	VALUE(TRUST_UNTRUSTED);
	return 0;
}
