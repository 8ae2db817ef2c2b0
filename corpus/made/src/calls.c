/* A program that calls one function of a library. */
int answer(void);

int main(void)
{
    return answer();
}
