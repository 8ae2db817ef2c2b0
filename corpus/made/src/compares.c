/* A program at a fixed address that has the address of a function in its code. */
int answer(void);

int main(int argc, char **argv)
{
    (void)argv;
    return (void *)answer == (void *)(long)argc || (argc == 0 && answer());
}
