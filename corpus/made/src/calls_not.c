/* A program that names a function and never calls it: argc is at least one. */
int answer(void);

int main(int argc, char **argv)
{
    (void)argv;
    return argc == 0 ? answer() : 0;
}
