/* A function that is there for the library itself alone. */
__attribute__((visibility("hidden"))) int answer(void)
{
    return 0;
}

int deeper(void)
{
    return answer();
}
