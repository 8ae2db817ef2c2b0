# Sets VER_FLG_WEAK on the version need of the given name in a 64-bit ELF file whose first segment begins at the
# beginning of the file: ld never sets the flag itself.
use strict;
my ($file, $version) = @ARGV;
open(my $in, '<:raw', $file) or die;
my $elf = do { local $/; <$in> };
my ($phoff, $phnum) = (unpack('Q<', substr($elf, 32, 8)), unpack('S<', substr($elf, 56, 2)));
my %dynamic;
for my $i (0 .. $phnum - 1) {
    my ($type, undef, $offset, undef, undef, $size) = unpack('L<L<Q<Q<Q<Q<', substr($elf, $phoff + 56 * $i, 40));
    next if $type != 2;
    for (my $at = $offset; $at < $offset + $size; $at += 16) {
        my ($tag, $value) = unpack('Q<Q<', substr($elf, $at, 16));
        $dynamic{$tag} //= $value;
    }
}
my ($need, $left) = ($dynamic{0x6ffffffe}, $dynamic{0x6fffffff});
while ($left-- > 0) {
    my (undef, $count, undef, $aux, $next) = unpack('S<S<L<L<L<', substr($elf, $need, 16));
    for (my $at = $need + $aux; $count-- > 0;) {
        my (undef, undef, undef, $name, $step) = unpack('L<S<S<L<L<', substr($elf, $at, 16));
        substr($elf, $at + 4, 2) = pack('S<', 2) if unpack('Z*', substr($elf, $dynamic{5} + $name, 64)) eq $version;
        $at += $step;
    }
    $need += $next;
}
open(my $out, '>:raw', $file) or die;
print $out $elf;
