/* A function that is chosen while the library is relocated. */
static int chosen(void)
{
    return 0;
}

static int (*choose(void))(void)
{
    return chosen;
}

int answer(void) __attribute__((ifunc("choose")));
