# Turns the PT_NOTE of a 64-bit ELF file into a second PT_INTERP that points at the string given as the second
# argument, which has to be in the file. The third says which of the two comes first: "before" or "after".
use strict;
my ($file, $string, $order) = @ARGV;
open(my $in, '<:raw', $file) or die;
my $elf = do { local $/; <$in> };
my $at = index($elf, "$string\0");
die "no $string" if $at < 0;
my ($phoff, $phnum) = (unpack('Q<', substr($elf, 32, 8)), unpack('S<', substr($elf, 56, 2)));
my ($own, $new);
for my $i (0 .. $phnum - 1) {
    my $type = unpack('L<', substr($elf, $phoff + 56 * $i, 4));
    $own = $i if $type == 3;
    $new = $i if $type == 4;
}
die 'no PT_INTERP or no PT_NOTE' unless defined $own && defined $new;
my $header = pack('L<L<Q<Q<Q<Q<Q<Q<', 3, 4, $at, $at, $at, length($string) + 1, length($string) + 1, 1);
substr($elf, $phoff + 56 * $new, 56) = $header;
if (($order eq 'before') == ($own < $new)) {
    my ($first, $second) = map { substr($elf, $phoff + 56 * $_, 56) } $own, $new;
    substr($elf, $phoff + 56 * $own, 56) = $second;
    substr($elf, $phoff + 56 * $new, 56) = $first;
}
open(my $out, '>:raw', $file) or die;
print $out $elf;
