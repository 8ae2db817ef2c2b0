/* glibc 2.38 brought strlcpy, and a strtol that reads C23's binary numbers: a program that was compiled on
   Debian 13 asks for both by version. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    char text[16];
    strlcpy(text, argc > 1 ? argv[1] : "0b1111110010000", sizeof text);
    printf("listening on port %ld\n", strtol(text, NULL, 0));
    return 0;
}
