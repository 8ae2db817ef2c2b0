# Adds a DT_RUNPATH beside the DT_RPATH of a 64-bit ELF file, in one of the spare entries that the linker leaves
# at the end of .dynamic. Its string is the tail of the RPATH that begins at the last slash.
use strict;
my ($file) = @ARGV;
open(my $in, '<:raw', $file) or die;
my $elf = do { local $/; <$in> };
my ($phoff, $phnum) = (unpack('Q<', substr($elf, 32, 8)), unpack('S<', substr($elf, 56, 2)));
for my $i (0 .. $phnum - 1) {
    my ($type, undef, $offset, $vaddr, undef, $size) = unpack('L<L<Q<Q<Q<Q<', substr($elf, $phoff + 56 * $i, 40));
    next if $type != 2;
    my ($rpath, $strtab);
    for (my $at = $offset; $at < $offset + $size; $at += 16) {
        my ($tag, $value) = unpack('Q<Q<', substr($elf, $at, 16));
        $strtab = $value if $tag == 5;
        $rpath = $value if $tag == 15;
        next if $tag != 0;
        my $string = unpack('Z*', substr($elf, $strtab + $rpath, 4096));
        substr($elf, $at, 16) = pack('Q<Q<', 29, $rpath + rindex($string, '/'));
        open(my $out, '>:raw', $file) or die;
        print $out $elf;
        exit;
    }
}
die 'no PT_DYNAMIC with a spare entry';
