/* A 32-bit program that ends without any library: exit(2) by its number on i386. */
void _start(void)
{
    __asm__ volatile("mov $1, %eax\n\txor %ebx, %ebx\n\tint $0x80");
}
