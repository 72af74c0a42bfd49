#include "box.h"

#include <errno.h>
#include <string.h>

/*
 * crab-box VERB key=value... [-- command...]
 *   create   namespaces, overlay, init; prints init's pid
 *   exec     a command in a sandbox; frames P pid, O and E output, X exit code, on stdout
 *   dump     criu, ready to dump the sandbox of init=; frames on stdin and stdout
 *   restore  criu, ready to restore into new namespaces; frames on stdin and stdout
 */
static const struct {
  const char *name;
  int (*run)(const struct args *args);
} VERBS[] = {
    {"create", create_sandbox}, {"exec", exec_in_sandbox}, {"dump", relay_dump}, {"restore", relay_restore}};

int main(int argc, char **argv) {
  struct args args = parse_args(argc < 2 ? 0 : argc - 2, argv + (argc < 2 ? argc : 2));
  for (size_t i = 0; argc > 1 && i < sizeof VERBS / sizeof *VERBS; i++)
    if (strcmp(argv[1], VERBS[i].name) == 0) return VERBS[i].run(&args);
  errno = 0;
  die("verb: expected create, exec, dump or restore; found %s", argc < 2 ? "none" : argv[1]);
}
