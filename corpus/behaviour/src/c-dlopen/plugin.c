/* Opens a library when it is needed, as plug-ins are opened. */
#include <dlfcn.h>
#include <stdio.h>

int main(void)
{
    if (!dlopen("libsqlite3.so.0", RTLD_NOW)) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    puts("opened");
    return 0;
}
