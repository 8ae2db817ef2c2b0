/* Needs PostgreSQL's client library, which no distroless or slim image carries. */
#include <libpq-fe.h>
#include <stdio.h>

int main(int argc, char **argv) {
    PGconn *connection = PQconnectdb(argc > 1 ? argv[1] : "");
    int failed = PQstatus(connection) != CONNECTION_OK;
    if (failed) {
        fprintf(stderr, "libpq %d: %s", PQlibVersion(), PQerrorMessage(connection));
    }
    PQfinish(connection);
    return failed;
}
