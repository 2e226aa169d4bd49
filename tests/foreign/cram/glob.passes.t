A path

  $ echo /a/b/c.txt
  /a/*/?.txt (glob)
