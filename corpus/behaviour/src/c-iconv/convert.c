/* Converts a text from Latin 9 to UTF-8. */
#include <iconv.h>
#include <stdio.h>

int main(void)
{
    iconv_t converter = iconv_open("UTF-8", "ISO-8859-15");
    if (converter == (iconv_t)-1) {
        perror("iconv_open");
        return 1;
    }
    char latin[] = "\xa4 5", utf8[16];
    char *from = latin, *to = utf8;
    size_t left = 3, room = sizeof utf8;
    iconv(converter, &from, &left, &to, &room);
    printf("%.*s\n", (int)(to - utf8), utf8);
    return 0;
}
