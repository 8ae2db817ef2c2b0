/* A program that asks whether a function is there. */
int answer(void) __attribute__((weak));

int main(void)
{
    return answer == 0 ? 0 : answer();
}
