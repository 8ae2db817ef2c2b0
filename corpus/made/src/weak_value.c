/* A program that asks whether a variable is there. */
extern int value __attribute__((weak));

int main(void)
{
    return &value == 0 ? 0 : value;
}
