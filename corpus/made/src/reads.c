/* A program that reads a variable of a library. */
extern int value;

int main(void)
{
    return value;
}
