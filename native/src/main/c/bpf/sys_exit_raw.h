/* Hook: raw_syscalls:sys_exit as a raw tracepoint, for kernels that refuse the typed one. */
#include "observe.h"

SEC("raw_tp/sys_exit")
int raw_sys_exit(__u64 *ctx)
{
	return observe((struct pt_regs *)ctx[0], (long)ctx[1]);
}
