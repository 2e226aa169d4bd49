Look ahead

  $ echo x
  x(?!y) (re)
