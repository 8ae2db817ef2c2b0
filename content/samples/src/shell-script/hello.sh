#!/bin/sh
# The kernel starts /bin/sh and hands it this file; an image without a shell cannot start it.
set -eu
echo "hello, ${1:-world}"
