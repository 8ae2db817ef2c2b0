# Leaves one of the three ways to ask for BIND_NOW in the dynamic section of a 64-bit ELF file that was linked with
# -z now, and takes the others away: DT_FLAGS (30), DT_FLAGS_1 (0x6ffffffb) or DT_BIND_NOW (24), which the linker does
# not write beside DT_FLAGS, so it takes that one's entry.
use strict;
my ($file, $kept) = @ARGV;
open(my $in, '<:raw', $file) or die;
my $elf = do { local $/; <$in> };
my ($phoff, $phnum) = (unpack('Q<', substr($elf, 32, 8)), unpack('S<', substr($elf, 56, 2)));
my $seen = 0;
for my $i (0 .. $phnum - 1) {
    my ($type, undef, $offset, undef, undef, $size) = unpack('L<L<Q<Q<Q<Q<', substr($elf, $phoff + 56 * $i, 40));
    next if $type != 2;
    for (my $at = $offset; $at < $offset + $size; $at += 16) {
        my ($tag, $value) = unpack('Q<Q<', substr($elf, $at, 16));
        if ($tag == 30) {
            $value &= ~8 if $kept ne 'DT_FLAGS';
            ($tag, $value) = (24, 0) if $kept eq 'DT_BIND_NOW';
        } elsif ($tag == 0x6ffffffb) {
            $value &= ~1 if $kept ne 'DT_FLAGS_1';
        } else {
            next;
        }
        $seen++;
        substr($elf, $at, 16) = pack('Q<Q<', $tag, $value);
    }
}
die 'DT_FLAGS and DT_FLAGS_1 are not both there' if $seen != 2;
open(my $out, '>:raw', $file) or die;
print $out $elf;
