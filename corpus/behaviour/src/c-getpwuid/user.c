/* Prints the name of the user it runs as. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    errno = 0;
    struct passwd *user = getpwuid(getuid());
    if (!user) {
        fprintf(stderr, "getpwuid(%u): %s\n", getuid(), errno ? strerror(errno) : "no such user");
        return 1;
    }
    printf("%s %s\n", user->pw_name, user->pw_dir);
    return 0;
}
