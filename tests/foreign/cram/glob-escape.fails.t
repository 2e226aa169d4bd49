A star

  $ echo "ax"
  \*? (glob)
