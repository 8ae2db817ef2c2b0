/* Compiled for processors with AVX2, and marked so: the loader refuses an older one. */
#include <stdio.h>

int main(void) {
    double values[1024], sum = 0;
    for (int i = 0; i < 1024; i++) {
        values[i] = i * 0.5;
    }
    for (int i = 0; i < 1024; i++) {
        sum += values[i] * values[i];
    }
    printf("%.1f\n", sum);
    return 0;
}
