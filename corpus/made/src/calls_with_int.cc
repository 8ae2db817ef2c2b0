/* A C++ program that calls a function by its signature. */
int answer(int number);

int main()
{
    return answer(0);
}
