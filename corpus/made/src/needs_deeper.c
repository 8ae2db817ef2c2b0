int deeper(void);

int answer(void)
{
    return deeper();
}
