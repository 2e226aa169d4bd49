A path

  $ echo /a/c.txt
  /a/*/?.txt (glob)
