/* All programs in one object, because they share their maps. */
#include "sys_exit_typed.h"
#include "sys_exit_raw.h"
#include "sample_tasks.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";
