A star

  $ echo "*x"
  \*? (glob)
