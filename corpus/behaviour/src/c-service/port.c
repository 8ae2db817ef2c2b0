/* Looks up where https is served, by the service's name. */
#include <netdb.h>
#include <stdio.h>

int main(void)
{
    struct addrinfo *found;
    int error = getaddrinfo("final-stage.test", "https", NULL, &found);
    if (error) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(error));
        return 1;
    }
    char port[16];
    getnameinfo(found->ai_addr, found->ai_addrlen, NULL, 0, port, sizeof port, NI_NUMERICSERV);
    puts(port);
    return 0;
}
