int answer(long number)
{
    return static_cast<int>(number);
}
