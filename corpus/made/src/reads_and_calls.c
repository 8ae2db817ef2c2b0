/* A program that reads a variable of a library and calls a function of it. */
extern int value;
int answer(void);

int main(void)
{
    return value + answer();
}
