/* Relocates itself at start, so it needs no loader and is still placed at a random address. */
#include <unistd.h>

int main(void) {
    static const char greeting[] = "hello from a static PIE\n";
    return write(STDOUT_FILENO, greeting, sizeof greeting - 1) < 0;
}
