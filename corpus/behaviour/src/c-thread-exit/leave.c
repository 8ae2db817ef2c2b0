/* Ends a thread from inside, before its function returns. */
#include <pthread.h>
#include <stdio.h>

static void *leave(void *nothing)
{
    pthread_exit(nothing);
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, leave, NULL);
    pthread_join(thread, NULL);
    puts("the thread left");
    return 0;
}
