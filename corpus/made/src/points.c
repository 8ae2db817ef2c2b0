/* A program that has the address of a function in its data, and never calls it. */
int answer(void);
int (*pointer)(void) = answer;

int main(void)
{
    return 0;
}
