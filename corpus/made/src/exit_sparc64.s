! exit(0) on sparc64, a machine that no container image is published for.
    .globl _start
_start:
    mov 1, %g1
    mov 0, %o0
    ta 0x6d
