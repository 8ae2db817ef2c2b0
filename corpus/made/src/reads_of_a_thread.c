/* A program that reads a thread-local variable of a library. */
extern __thread int value;

int main(void)
{
    return value;
}
