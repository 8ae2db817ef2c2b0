// The library that the program brings along.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void greet(int uid, int gid, int pid) {
    char first[32] = "";
    FILE *file = fopen("/proc/1/comm", "r");
    if (!file || !fgets(first, sizeof first, file))
        exit(1);
    first[strcspn(first, "\n")] = 0;
    printf("Folder uid=%d gid=%d pid=%d first=%s\n", uid, gid, pid, first);
}
