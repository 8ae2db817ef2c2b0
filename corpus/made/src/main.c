/* A program that needs the C library and nothing of it. */
int main(void)
{
    return 0;
}
