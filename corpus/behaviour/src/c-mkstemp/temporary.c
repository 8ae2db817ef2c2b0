/* Makes a temporary file. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char name[] = "/tmp/upload-XXXXXX";
    if (mkstemp(name) < 0) {
        perror("mkstemp");
        return 1;
    }
    puts("a temporary file");
    return 0;
}
