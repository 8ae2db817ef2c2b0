/* A Windows program: only its file format matters here. */
#include <stdio.h>

int main(void) {
    puts("hello from Windows");
    return 0;
}
