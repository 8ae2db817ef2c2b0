/* The same plain dynamic program, for another processor. */
#include <stdio.h>
#include <sys/sysinfo.h>

int main(void) {
    struct sysinfo machine;
    if (sysinfo(&machine) != 0) {
        perror("sysinfo");
        return 1;
    }
    printf("up %ld s, %hu processes\n", machine.uptime, machine.procs);
    return 0;
}
