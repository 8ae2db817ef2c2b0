/* Starts three processes whose parent ends before they do, as a program does that runs helpers in the background:
   process 1 gets them, and has to wait for them. It says how many it left as zombies. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_zombie(const char *process)
{
    char path[300], state = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", process);
    FILE *stat = fopen(path, "r");
    if (!stat)
        return 0;
    if (fscanf(stat, "%*d (%*[^)]) %c", &state) != 1)
        state = 0;
    fclose(stat);
    return state == 'Z';
}

int main(void)
{
    for (int i = 0; i < 3; i++) {
        pid_t parent = fork();
        if (parent == 0) {
            if (fork() == 0)
                usleep(50000);
            _exit(0);
        }
        waitpid(parent, NULL, 0);
    }
    usleep(500000);
    int zombies = 0;
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes && (entry = readdir(processes));)
        zombies += atoi(entry->d_name) > 0 && is_zombie(entry->d_name);
    printf("%d zombies\n", zombies);
    return 0;
}
