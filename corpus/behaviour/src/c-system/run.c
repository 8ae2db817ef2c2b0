/* Runs a command line by system(3), which needs a shell. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void)
{
    int status = system("echo from the shell");
    if (status != 0) {
        fprintf(stderr, "system: status %d\n", WEXITSTATUS(status));
        return 1;
    }
    return 0;
}
