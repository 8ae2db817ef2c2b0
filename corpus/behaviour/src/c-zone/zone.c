/* Prints a moment as the clock shows it that TZ names. */
#include <stdio.h>
#include <time.h>

int main(void)
{
    time_t moment = 0;
    char text[64];
    strftime(text, sizeof text, "%H:%M %Z", localtime(&moment));
    puts(text);
    return 0;
}
