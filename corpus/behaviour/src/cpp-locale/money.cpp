// Writes a number as the locale that it is built for has it.
#include <iostream>
#include <locale>

int main()
{
    std::cout.imbue(std::locale(LOCALE));
    std::cout << 1234.5 << '\n';
}
