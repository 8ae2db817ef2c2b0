int deeper(void)
{
    return 0;
}
