/* Looks up a name that stands in /etc/hosts. */
#include <netdb.h>
#include <stdio.h>

int main(void)
{
    struct addrinfo *found;
    int error = getaddrinfo("final-stage.test", "443", NULL, &found);
    if (error) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(error));
        return 1;
    }
    char address[64];
    getnameinfo(found->ai_addr, found->ai_addrlen, address, sizeof address, NULL, 0, NI_NUMERICHOST);
    puts(address);
    return 0;
}
