/* A program that has the function its library calls. */
int answer(void);

int deeper(void)
{
    return 0;
}

int main(void)
{
    return answer();
}
