/* Pointers enough that the linker packs their relative relocations. */
static int numbers[4];
int *pointers[] = {&numbers[0], &numbers[1], &numbers[2], &numbers[3]};

int main(void)
{
    return *pointers[1];
}
