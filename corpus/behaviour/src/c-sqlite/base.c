/* Writes into a database in the working directory. */
#include <sqlite3.h>
#include <stdio.h>

int main(void)
{
    sqlite3 *base;
    int error = sqlite3_open("app.db", &base);
    if (!error)
        error = sqlite3_exec(base, "create table if not exists t(a); insert into t values(1);", NULL, NULL, NULL);
    if (error) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(base));
        return 1;
    }
    puts("a row was written");
    return 0;
}
